import type { PythonDetector } from '../../python/detector.ts';
import { importsAny } from '../../python/imports.ts';
import { fateOf } from '../../python/moment-fates.ts';
import { naiveFactories, naiveMoments, type Moment } from '../../python/moments.ts';
import { awareReading, type AwareReading } from '../../python/aware-readings.ts';
import { appendedZones, isZoneAppended } from '../../python/zone-texts.ts';
import { zonelessColumns } from '../../python/zoneless-columns.ts';
import { constantText } from '../../python/constants.ts';
import { argumentsOf } from '../../python/calls.ts';
import type { Fix, Suggestion } from '../../language/detector.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import type { MessageId, Options, SuggestionId } from './lost-zone.ts';

type Ids = MessageId | SuggestionId;

export const python: PythonDetector<Ids, Options> = {
  mentions: ['utcnow', 'utcfromtimestamp', '.now', '.today', 'fromtimestamp', 'isoformat()', 'DateTime', 'TIMESTAMP'],
  visit: ({ source, options, path, report }) => {
    // A test makes up its times, and one that freezes the clock knows which zone it is in.
    if (isTestFile(path) || importsAny(source.tree, 'freezegun', 'time_machine')) return {};

    function check(moment: Moment): void {
      // The 'Z' behind it is what is wrong here, and is told by itself.
      if (isZoneAppended(moment.node)) return;
      const message = messageFor(moment, options);
      if (message === null) return;
      const reading = awareReading(moment);
      const data = { call: `${moment.method}${moment.node.type === 'call' ? '()' : ''}` };
      const fix = message === 'deprecatedCall' && reading && isSameText(moment) ? edits(reading) : null;
      report({ node: moment.node, message, data, ...(fix ? { fix } : reading ? { suggest: waysOut(reading) } : {}) });
    }

    return {
      'module:exit'() {
        for (const moment of [...naiveMoments(source.tree), ...naiveFactories(source.tree)]) check(moment);
        for (const { node, reading } of appendedZones(source.tree)) {
          const suggest: Suggestion<Ids>[] = reading ? [{ message: 'writeZone', data: { call: reading.text }, fix: edits(reading) }] : [];
          report({ node, message: 'appendedZ', suggest });
        }
        for (const { node, name, getsAware, edit } of zonelessColumns(source.tree)) {
          if (!getsAware && !options.columns) continue;
          const suggest: Suggestion<Ids>[] = edit ? [{ message: 'keepZone', fix: () => edit }] : [];
          report({ node, message: getsAware ? 'awareIntoNaive' : 'naiveColumn', data: { column: name }, suggest });
        }
      },
    };
  },
};

function messageFor({ clock, node }: Moment, { deprecated }: Options): MessageId | null {
  const naive = clock === 'utc' ? 'utcTime' : 'localTime';
  if (node.type === 'attribute') return naive;
  // `utcnow().replace(tzinfo=timezone.utc)` is right, if long.
  if (getsZoneAtOnce(node) && fateOf(node, clock) === 'harmless') return null;
  switch (fateOf(node, clock)) {
    case 'harmless':
      return clock === 'utc' && deprecated ? 'deprecatedCall' : null;
    case 'utc as local':
      return 'utcAsLocal';
    case 'local as utc':
      return 'localAsUtc';
    case 'leaves':
      return naive;
  }
}

/** `.replace(tzinfo=...)` stands behind the call, or `make_aware(...)` around it. */
function getsZoneAtOnce(call: Moment['node']): boolean {
  const { parent } = call;
  if (parent?.type === 'attribute' && parent.attribute.text === 'replace' && parent.parent?.type === 'call')
    return argumentsOf(parent.parent).some(({ name, value }) => name === 'tzinfo' && value.type !== 'none');
  const outer = parent?.type === 'argument_list' ? parent.parent : null;
  return outer?.type === 'call' && /(?:^|[._])(?:make_aware|localize|fromutc|ensure_aware|timegm)$/u.test(outer.function.text);
}

/** `utcnow().strftime('%Y-%m-%d')` gives the same text with and without a zone. */
function isSameText({ node, method }: Moment): boolean {
  const { parent } = node;
  const call = parent?.type === 'attribute' && parent.attribute.text === 'strftime' ? parent.parent : null;
  const format = call?.type === 'call' && method === 'utcnow' ? argumentsOf(call)[0] : undefined;
  const text = format && constantText(format.value);
  return typeof text === 'string' && !/%[-_0^#:]*[zZs]/u.test(text);
}

function waysOut(reading: AwareReading): Suggestion<Ids>[] {
  return [{ message: reading.isDjango ? 'useDjango' : 'useAware', data: { call: reading.text }, fix: edits(reading) }];
}

function edits({ range, text, imported }: AwareReading): Fix {
  return (fixer) => [fixer.replaceTextRange(range, text), ...(imported ? [imported] : [])];
}
