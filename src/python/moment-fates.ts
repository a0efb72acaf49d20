import { argument, argumentsOf } from './calls.ts';
import { nodeAt } from './columns.ts';
import { constantText } from './constants.ts';
import { parts, unwrap } from './expressions.ts';
import { identifiersOf } from './identifiers.ts';
import { logCall } from './logging.ts';
import { isUtcZone, momentOf, isDatetimeClass, type Clock } from './moments.ts';
import { lastName } from './names.ts';
import type * as Python from './nodes.ts';
import { isNone } from './numbers.ts';
import { references, resolve, type Binding } from './scopes.ts';

/**
 * What becomes of a datetime that has no zone.
 * - `harmless`: nobody takes it for another time: it is shown, gets its zone at once, or only measures how long something took.
 * - `utc as local`: it shows UTC, and something that takes it for local time gets it.
 * - `local as utc`: it shows local time and is said to be UTC.
 * - `leaves`: something that cannot know which time it shows gets it.
 */
export type Fate = 'harmless' | 'leaves' | 'utc as local' | 'local as utc';

/** What is being followed: the datetime, a text that shows it, or how long something took. */
type Form = 'moment' | 'text';

interface Step {
  readonly node: Python.Node;
  readonly form: Form;
}

const MOST_STEPS = 60;

/** What becomes of a datetime without zone: the worst of all that is done with it in this file. */
export function fateOf(moment: Python.Node, clock: Clock): Fate {
  const following = new Following(clock);
  return following.follow(moment);
}

const SEVERITY: readonly Fate[] = ['harmless', 'leaves', 'utc as local', 'local as utc'];

class Following {
  readonly #clock: Clock;
  readonly #waiting: Step[] = [];
  readonly #seen = new Set<Binding | string>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  follow(start: Python.Node): Fate {
    this.#waiting.push({ node: start, form: 'moment' });
    let worst: Fate = 'harmless';
    let steps = 0;
    for (let step = this.#waiting.pop(); step; step = this.#waiting.pop()) {
      if (steps++ > MOST_STEPS) return worst === 'harmless' ? 'leaves' : worst;
      const fate = this.#fate(step);
      if (fate && SEVERITY.indexOf(fate) > SEVERITY.indexOf(worst)) worst = fate;
    }
    return worst;
  }

  /** What the place decides; null when the value goes on from there. */
  #fate({ node, form }: Step): Fate | null {
    const { parent } = node;
    if (!parent) return 'leaves';
    switch (parent.type) {
      case 'parenthesized_expression':
        return this.#goOn(parent, form);
      case 'conditional_expression':
        return parts(parent)[1] === node ? 'harmless' : this.#goOn(parent, form);
      case 'boolean_operator':
        return this.#goOn(parent, form);
      case 'expression_statement':
      case 'not_operator':
      case 'if_statement':
      case 'assert_statement':
        return 'harmless';
      case 'named_expression':
        return this.#kept(parent.name, form) ?? this.#goOn(parent, form);
      case 'assignment':
        return parent.right === node ? this.#assigned(parent, form) : 'harmless';
      case 'attribute':
        return parent.object === node ? this.#member(parent, form) : 'leaves';
      case 'binary_operator':
        return this.#calculated(parent, node, form);
      case 'comparison_operator':
        return form === 'text' || parts(parent).every((operand) => operand === node || isOfClock(operand, this.#clock))
          ? 'harmless'
          : 'leaves';
      case 'interpolation':
        return this.#inText(parent, form);
      case 'argument_list':
      case 'keyword_argument':
        return this.#passed(parent, form);
      case 'subscript':
        return this.#subscript(parent, node, form);
      default:
        return 'leaves';
    }
  }

  #goOn(node: Python.Node, form: Form): null {
    this.#waiting.push({ node, form });
    return null;
  }

  #assigned(assignment: Python.Assignment, form: Form): Fate | null {
    const fate = this.#kept(unwrap(assignment.left), form);
    // `a = b = now`
    if (assignment.parent?.type === 'assignment' && fate !== 'leaves') this.#waiting.push({ node: assignment, form });
    return fate;
  }

  #kept(target: Python.Node, form: Form): Fate | null {
    if (target.type === 'identifier') {
      const binding = resolve(target);
      if (!binding) return 'leaves';
      if (this.#seen.has(binding)) return null;
      this.#seen.add(binding);
      const reads = references(binding).filter((identifier) => !binding.isBoundAt(identifier));
      // What nothing here reads may be a field of a class, or be imported from elsewhere.
      if (reads.length === 0) return binding.scope.kind === 'function' ? 'harmless' : 'leaves';
      const end = zoneGivenAt(binding);
      for (const node of reads) if (node.range[0] < end) this.#waiting.push({ node, form });
      return binding.scope.kind === 'class' ? 'leaves' : null;
    }
    return target.type === 'attribute' ? this.#keptInField(target, form) : 'leaves';
  }

  /** `self.started = datetime.now()`: harmless where all that the file does with `.started` is. */
  #keptInField({ object, attribute, tree }: Python.Attribute, form: Form): Fate | null {
    const name = attribute.text;
    if (unwrap(object).text !== 'self' || !MEASURING.test(name)) return 'leaves';
    if (this.#seen.has(name)) return null;
    this.#seen.add(name);
    let reads = 0;
    for (const row of identifiersOf(tree).rows(name)) {
      const field = nodeAt(tree, row).parent;
      if (field?.type !== 'attribute' || field.attribute.row !== row || isTarget(field)) continue;
      reads++;
      this.#waiting.push({ node: field, form });
    }
    return reads === 0 ? 'leaves' : null;
  }

  #member(member: Python.Attribute, form: Form): Fate | null {
    const name = member.attribute.text;
    const call = member.parent?.type === 'call' && member.parent.function === member ? member.parent : null;
    if (form === 'text') {
      // A file name of its own: `now.isoformat().replace(':', '-')`.
      if (name === 'replace' && call && constantText(argumentsOf(call)[0]?.value ?? call) === ':') return 'harmless';
      return call && KEEPING.has(name) ? this.#goOn(call, 'text') : 'harmless';
    }
    if (!call) return 'harmless';
    switch (name) {
      case 'isoformat':
        return this.#goOn(call, 'text');
      case 'replace':
        return this.#replaced(call);
      case 'strftime':
        return this.#clock === 'local' && saysUtc(call) ? 'local as utc' : 'harmless';
      case 'timestamp':
      case 'astimezone':
        return this.#clock === 'utc' ? 'utc as local' : 'harmless';
      case 'timetuple':
        return this.#clock === 'utc' && isGivenTo(call, 'mktime') ? 'utc as local' : 'harmless';
      default:
        return 'harmless';
    }
  }

  #replaced(call: Python.Call): Fate | null {
    const zone = argument(call, { keyword: 'tzinfo' });
    if (zone === null) return this.#goOn(call, 'moment');
    if (zone === 'unknown') return 'harmless';
    if (isNone(zone)) return this.#goOn(call, 'moment');
    return this.#clock === 'local' && isUtcZone(zone) ? 'local as utc' : 'harmless';
  }

  #calculated(operation: Python.BinaryOperator, node: Python.Node, form: Form): Fate | null {
    const operator = operation.operator.type;
    // It stands in a longer text, which is made for people, or for a file's name.
    if (form === 'text' || operator === '%') return 'harmless';
    const other = unwrap(operation.left === node ? operation.right : operation.left);
    // `now - start_time`: whoever handed over the start wants to know how long it took.
    if (operator === '-' && (isOfClock(other, this.#clock) || START.test(lastName(other) ?? ''))) return 'harmless';
    if (isSpan(other) || operator === '+') return this.#goOn(operation, 'moment');
    return 'leaves';
  }

  #inText(interpolation: Python.Interpolation, form: Form): Fate | null {
    const text = interpolation.parent;
    if (text?.type !== 'string') return 'leaves';
    // `f"{now:%Y-%m-%d}"` is strftime in other words; beside other text it is made for people.
    const isAlone = text.children.every((child) => child === interpolation || /^string_(?:start|end)$/u.test(child.type));
    return isAlone && (form === 'text' || parts(interpolation).length === 1) ? this.#goOn(text, 'text') : 'harmless';
  }

  #passed(place: Python.ArgumentList | Python.KeywordArgument, form: Form): Fate | null {
    const call = place.type === 'argument_list' ? place.parent : place.parent?.parent;
    if (call?.type !== 'call') return 'leaves';
    const name = lastName(call.function) ?? '';
    if (logCall(call) || HARMLESS_CALLS.has(name)) return 'harmless';
    if (name === 'localize' && form === 'moment') {
      const zone = unwrap(call.function);
      return this.#clock === 'local' && zone.type === 'attribute' && isUtcZone(zone.object) ? 'local as utc' : 'harmless';
    }
    if (TEXT_CALLS.has(name)) return this.#goOn(call, 'text');
    if (SAME_CALLS.has(name)) return this.#goOn(call, form);
    // Texts are put together, files are named.
    if (name === 'format' || (form === 'text' && NAMING.has(name))) return 'harmless';
    // A class makes a record of it. A function may do anything: only a keyword tells that it is the time of something,
    // and beginning and end come in pairs, to be subtracted.
    if (/^_?[A-Z]/u.test(name)) return 'leaves';
    return place.type === 'keyword_argument' && !PAIRED.test(place.name.text) ? 'leaves' : 'harmless';
  }

  #subscript(subscript: Python.Subscript, node: Python.Node, form: Form): Fate | null {
    if (subscript.value !== node) return 'harmless';
    // `now.isoformat()[:10]` is a date.
    return form === 'text' && !/\[\s*:\s*1?\d\s*\]$/u.test(subscript.text) ? this.#goOn(subscript, 'text') : 'harmless';
  }
}

/** Where a name gets its own value with a zone, `now = tz.localize(now)`: what is read behind that has one. */
function zoneGivenAt({ name, definitions }: Binding): number {
  for (const { kind, owner, value } of definitions) {
    const call = kind === 'assignment' && value ? unwrap(value) : null;
    if (call?.type !== 'call' || owner.type !== 'assignment' || call.range[1] - call.range[0] > LONGEST_CALL) continue;
    if (ZONE_GIVEN.test(call.text) && call.descendants('identifier').some(({ text }) => text === name)) return call.range[1];
  }
  return Number.POSITIVE_INFINITY;
}

const ZONE_GIVEN = /\btzinfo\s*=\s*[^N\s]|\.localize\(|make_aware\(/u;
const LONGEST_CALL = 300;

/** Fields that tell when something of this process began: nobody stores them. */
const MEASURING = /^_|start|begin|began|last|time|tick|since|prev/iu;

const KEEPING = new Set('strip split rsplit rstrip replace encode'.split(' '));
const TEXT_CALLS = new Set(['str', 'repr']);
const SAME_CALLS = new Set(['max', 'min']);
/** They give it its zone, take it apart, or only look at it. */
const HARMLESS_CALLS = new Set(
  'make_aware fromutc utcoffset dst tzname ensure_aware as_utc isinstance len bool int float hash id type seed naturaltime naturalday naturaldate timegm sleep'.split(
    ' ',
  ),
);
const START = /^_?(?:\w+_)?(?:start|begin|began|started)(?:_?(?:time|dt|ts|datetime))?$/iu;
const PAIRED = /^(?:\w+_)?(?:start|end|begin|stop|finish|now)(?:ed)?(?:_?(?:time|dt|datetime|ts))?$/iu;
const NAMING = new Set('open Path join makedirs mkdir rename md5 sha1 sha224 sha256 sha512 write writelines'.split(' '));

function isTarget(node: Python.Node): boolean {
  return node.parent?.type === 'assignment' && node.parent.left === node;
}

function isGivenTo(node: Python.Node, name: string): boolean {
  const call = node.parent?.type === 'argument_list' ? node.parent.parent : null;
  return call?.type === 'call' && lastName(call.function) === name;
}

/** `strftime('%Y-%m-%dT%H:%M:%SZ')` */
function saysUtc(call: Python.Call): boolean {
  const format = argumentsOf(call)[0];
  return /%[SMf]Z(?![A-Za-z])/u.test((format && constantText(format.value)) ?? '');
}

const MOST_NAMES = 8;

/** Is this a length of time: `timedelta(days=1)`, a name for one? */
function isSpan(expression: Python.Node): boolean {
  let node = unwrap(expression);
  for (let step = 0; step < MOST_NAMES; step++) {
    if (node.type === 'unary_operator' || node.type === 'binary_operator') {
      node = unwrap(node.type === 'unary_operator' ? node.argument : node.left.type === 'integer' ? node.right : node.left);
      continue;
    }
    if (node.type === 'call') return /delta/iu.test(lastName(node.function) ?? '');
    return SPAN_NAME.test(lastName(node) ?? '');
  }
  return false;
}

const SPAN_NAME =
  /delta|duration|interval|timeout|period|offset|lifetime|expir|ttl|age|hours|days|minutes|seconds|window|delay|threshold/iu;

/** Is a value known to have been read from the same clock, and to have no zone either? */
function isOfClock(expression: Python.Node, clock: Clock): boolean {
  const seen = new Set<Binding | string>();
  const waiting = [expression];
  for (let step = 0; step < MOST_STEPS; step++) {
    const next = waiting.pop();
    if (!next) return true;
    const node = unwrap(next);
    switch (node.type) {
      case 'none':
        break;
      case 'call': {
        const moment = momentOf(node);
        if (moment) {
          if (moment.clock !== clock) return false;
          break;
        }
        if (isConstructed(node)) break;
        const callee = unwrap(node.function);
        // `now.replace(microsecond=0)`
        if (callee.type !== 'attribute' || callee.attribute.text !== 'replace') return false;
        waiting.push(callee.object);
        break;
      }
      case 'binary_operator':
        if (isSpan(node.right)) waiting.push(node.left);
        else if (isSpan(node.left)) waiting.push(node.right);
        else return false;
        break;
      case 'identifier': {
        const binding = resolve(node);
        if (!binding) return false;
        if (seen.has(binding)) break;
        seen.add(binding);
        for (const { kind, value } of binding.definitions) {
          if (kind !== 'assignment' || !value) return false;
          waiting.push(value);
        }
        break;
      }
      case 'attribute': {
        if (isDatetimeClass(node.object) && /^(?:min|max)$/u.test(node.attribute.text)) break;
        if (unwrap(node.object).text !== 'self') return false;
        const name = node.attribute.text;
        if (seen.has(name)) break;
        seen.add(name);
        const values = valuesOfField(name, node);
        if (values.length === 0) return false;
        waiting.push(...values);
        break;
      }
      default:
        return false;
    }
  }
  return false;
}

/** `datetime(2024, 1, 1)`, `datetime.combine(...)`: made by hand, without a zone. */
function isConstructed(call: Python.Call): boolean {
  const callee = unwrap(call.function);
  if (argument(call, { keyword: 'tzinfo' }) !== null) return false;
  return isDatetimeClass(callee) || (callee.type === 'attribute' && callee.attribute.text === 'combine' && isDatetimeClass(callee.object));
}

/** All that the file assigns to a field of `self`. */
function valuesOfField(name: string, { tree }: Python.Node): Python.Node[] {
  const values: Python.Node[] = [];
  for (const row of identifiersOf(tree).rows(name)) {
    const field = nodeAt(tree, row).parent;
    if (field?.type !== 'attribute' || field.attribute.row !== row || !isTarget(field)) continue;
    const assignment = field.parent;
    if (assignment?.type === 'assignment' && assignment.right) values.push(assignment.right);
    else if (assignment?.type === 'assignment') continue;
  }
  return values;
}
