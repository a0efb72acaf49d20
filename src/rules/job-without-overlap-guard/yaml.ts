import type { AST } from 'yaml-eslint-parser';
import type { YamlDetector } from '../../yaml/detector.ts';
import { documentsOf, itemsOf, keyOf, scalarText, valueAt, valueOf } from '../../yaml/values.ts';
import { minutesBetween } from '../../vocabulary/cron-expressions.ts';
import { isHousekeeping } from '../../vocabulary/housekeeping-names.ts';
import { isOtherStage } from '../../vocabulary/stages.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { saidAs, type MessageId, type Options } from './overlap.ts';

export const yaml: YamlDetector<MessageId, Options> = {
  mentions: ['CronJob', 'schedule:'],
  visit: ({ source, path, options, report }) => {
    if (isTestFile(path)) return {};
    const isWorkflow = /(?:^|\/)\.github\/workflows\/[^/]+$/u.test(path);
    if (!isWorkflow && isOtherStage(path)) return {};
    return {
      Program() {
        for (const document of documentsOf(source.ast)) {
          const found = valueOf(document);
          if (found?.type !== 'YAMLMapping') continue;
          const checked = isWorkflow ? overlappingWorkflow(found, options) : overlappingCronJob(found);
          if (checked) report(checked);
        }
      },
    };
  },
};

interface Found {
  readonly node: AST.YAMLNode;
  readonly message: MessageId;
  readonly data?: Readonly<Record<string, string>>;
}

/** A CronJob of Kubernetes may start beside its last run unless its policy says no. */
function overlappingCronJob(document: AST.YAMLMapping): Found | null {
  const kind = document.pairs.find((pair) => keyOf(pair) === 'kind');
  if (!kind?.value || scalarText(kind.value) !== 'CronJob') return null;
  const specification = valueOf(valueAt(document, 'spec'));
  // What a chart fills in is not known.
  if (specification?.type !== 'YAMLMapping' || specification.pairs.some((pair) => keyOf(pair) === '<<')) return null;
  const policy = scalarText(valueAt(specification, 'concurrencyPolicy'));
  if (policy !== null && policy !== 'Allow') return null;
  if (isHousekeeping(scalarText(valueAt(document, 'metadata', 'name')) ?? '')) return null;
  const minutes = minutesBetween(scalarText(valueAt(specification, 'schedule')) ?? '');
  const deadline = scalarText(valueAt(specification, 'jobTemplate', 'spec', 'activeDeadlineSeconds'));
  // A run that is ended before the next one is due cannot overlap it.
  if (minutes !== null && deadline !== null && Number(deadline) <= minutes * 60) return null;
  return { node: kind.value, message: 'cronJob' };
}

function overlappingWorkflow(document: AST.YAMLMapping, { maxMinutes }: Options): Found | null {
  if (valueAt(document, 'concurrency') !== null || isHousekeeping(scalarText(valueAt(document, 'name')) ?? '')) return null;
  const on = document.pairs.find((pair) => keyOf(pair) === 'on' || keyOf(pair) === 'true');
  const jobs = valueOf(valueAt(document, 'jobs'));
  if (!on || jobs?.type !== 'YAMLMapping') return null;
  const isLimited = jobs.pairs.every((job) => valueAt(valueOf(job.value), 'concurrency') !== null);
  if (isLimited) return null;
  for (const item of itemsOf(valueAt(valueOf(on.value), 'schedule'))) {
    const cron = valueAt(valueOf(item), 'cron');
    const minutes = minutesBetween(scalarText(cron) ?? '');
    if (cron && minutes !== null && minutes <= maxMinutes) return { node: cron, message: 'workflow', data: { interval: saidAs(minutes) } };
  }
  return null;
}
