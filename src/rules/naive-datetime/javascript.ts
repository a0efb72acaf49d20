import { lastName, type Call } from '../../javascript/calls.ts';
import { cutLocaleText, isShiftedDate, localReadOfDate, zonelessText } from '../../javascript/date-texts.ts';
import { countedDay } from '../../javascript/day-counts.ts';
import type { JavaScriptDetector } from '../../javascript/detector.ts';
import { timestampField, untimedColumn } from '../../javascript/zoneless-columns.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import type { MessageId, Options, SuggestionId } from './lost-zone.ts';

type Ids = MessageId | SuggestionId;

export const javascript: JavaScriptDetector<Ids, Options> = {
  mentions: ['new Date(', 'Date.parse', 'moment(', 'dayjs(', 'toLocale', 'useTz', 'timestamp'],
  visit: ({ source, options, path, report }) => {
    // A test makes up its times, and runs where its author put it.
    if (isTestFile(path)) return {};

    function check(call: Call): void {
      const text = zonelessText(call, source);
      const read = localReadOfDate(call, source);
      const day = options.dayCounts ? countedDay(call, source) : undefined;
      if (text !== undefined) report({ node: call.arguments[0] ?? call, message: 'textWithoutZone', data: { text } });
      else if (read) report({ node: call, message: 'dateOnly', data: { ...read } });
      else if (isShiftedDate(call, source)) report({ node: call, message: 'shiftedDate' });
      else if (day !== undefined) report({ node: call, message: 'dayCount', data: { text: day } });
    }

    return {
      NewExpression(made) {
        if (lastName(made) === 'Date') check(made);
      },
      CallExpression(call) {
        // Nearly no call is one of these, and their full names cost more.
        const name = lastName(call) ?? '';
        if (READERS.has(name)) check(call);
        if (!OTHERS.has(name)) return;
        const cut = cutLocaleText(call, source);
        if (cut) report({ node: cut, message: 'localeText', data: { call: source.getText(cut.callee).split('.').at(-1) ?? '' } });
        const column = untimedColumn(call, source);
        if (column) {
          const { node, name } = column;
          report({
            node,
            message: 'naiveColumn',
            data: { column: name },
            suggest: [{ message: 'useTz', fix: (fixer) => fixer.replaceTextRange(node.range, 'true') }],
          });
        }
      },
      PropertyDefinition(member) {
        const column = options.columns ? timestampField(member, source) : undefined;
        if (column) report({ node: column.node, message: 'naiveColumn', data: { column: column.name } });
      },
    };
  },
};

const READERS = new Set(['parse', 'moment', 'dayjs']);
const OTHERS = new Set(['split', 'timestamp', 'datetime']);
