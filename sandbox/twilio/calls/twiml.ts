import type { Script, Step } from './model.ts';
import { takesSsml, voiceProblem } from './voices.ts';
import { parseXml, type XmlElement } from './xml.ts';

/** What the account's debugger would say of a document: https://www.twilio.com/docs/api/errors */
const problems = {
  notXml: 12_100,
  schema: 12_200,
  loop: 13_510,
  language: 13_511,
  voice: 13_512,
  noText: 13_520,
  length: 13_910,
} as const;

type Problem = keyof typeof problems;

const verbs: Readonly<Record<string, readonly string[]>> = {
  Say: ['voice', 'language', 'loop'],
  Pause: ['length'],
  Hangup: [],
};

/** The marks that may stand in what is said, each with its attributes. */
const ssml: Readonly<Record<string, readonly string[]>> = {
  break: ['strength', 'time'],
  emphasis: ['level'],
  lang: ['xml:lang'],
  p: [],
  phoneme: ['alphabet', 'ph'],
  prosody: ['volume', 'rate', 'pitch'],
  s: [],
  'say-as': ['interpret-as', 'format'],
  sub: ['alias'],
  w: ['role'],
};

const sorry: Script = {
  prompt: [],
  steps: [{ is: 'say', text: 'We are sorry, an application error has occurred. Goodbye.', language: 'en-US' }],
};

/**
 * Reads the TwiML of a call as far as a spoken code needs it. Twilio takes a call with any document: what is wrong with one is spoken as
 * an error, and stands in the account's debugger, as `warning`.
 */
export function readTwiml(source: string): { readonly script: Script; readonly warning: number | null } {
  const root = parseXml(source);
  const steps = root ? stepsOf(root) : 'notXml';
  return typeof steps === 'string'
    ? { script: sorry, warning: problems[steps] }
    : { script: { prompt: [], steps }, warning: null };
}

function stepsOf({ name, attributes, children }: XmlElement): Step[] | Problem {
  if (name !== 'Response' || Object.keys(attributes).length > 0) return 'schema';
  const last = children.findIndex((child) => typeof child !== 'string' && child.name === 'Hangup');
  return collect(last < 0 ? children : children.slice(0, last), (child) => {
    if (typeof child === 'string') return child.trim() === '' ? [] : 'schema';
    if (!isKnown(child, verbs)) return 'schema';
    return child.name === 'Say' ? said(child) : paused(child);
  });
}

/** The steps of all children, or the first problem with one. */
function collect(
  children: XmlElement['children'],
  read: (child: XmlElement | string) => Step[] | Problem,
): Step[] | Problem {
  const steps: Step[] = [];
  for (const child of children) {
    const found = read(child);
    if (typeof found === 'string') return found;
    steps.push(...found);
  }
  return steps;
}

function isKnown({ name, attributes }: XmlElement, names: Readonly<Record<string, readonly string[]>>): boolean {
  const own = names[name];
  return own !== undefined && Object.keys(attributes).every((attribute) => own.includes(attribute));
}

function paused({ attributes: { length = '1' }, children }: XmlElement): Step[] | Problem {
  if (children.length > 0) return 'schema';
  return /^[1-9]\d{0,2}$/.test(length) ? [{ is: 'pause', ms: Number(length) * 1000 }] : 'length';
}

function said({ attributes: { voice, language, loop = '1' }, children }: XmlElement): Step[] | Problem {
  const problem = voiceProblem(voice, language);
  if (problem) return problem;
  if (!/^\d{1,3}$/.test(loop)) return 'loop';
  const hasMarks = children.some((child) => typeof child !== 'string');
  if (hasMarks && !takesSsml(voice)) return 'schema';
  const steps = spokenIn(children, language ?? 'en-US');
  if (typeof steps === 'string') return steps;
  if (!steps.some((step) => step.is === 'say')) return 'noText';
  // 0 is without end: the call has one by its time limit.
  return Array.from({ length: Number(loop) || 1000 }, () => steps).flat();
}

function spokenIn(children: XmlElement['children'], language: string, asDigits = false): Step[] | Problem {
  return collect(children, (child) => {
    if (typeof child === 'string') {
      const text = (asDigits ? [...child.replaceAll(/\s/g, '')].join(' ') : child).trim();
      return text === '' ? [] : [{ is: 'say', text, language }];
    }
    if (!isKnown(child, ssml)) return 'schema';
    if (child.name === 'break') return [{ is: 'pause', ms: breakOf(child) }];
    const spells = /^(digits|characters|spell-out)$/.test(child.attributes['interpret-as'] ?? '');
    return spokenIn(child.children, language, asDigits || spells);
  });
}

/** How long a break is: `1s`, `500ms`, or what its strength makes of it. */
function breakOf({ attributes: { time = '' } }: XmlElement): number {
  const [, amount, unit] = time.match(/^(\d+(?:\.\d+)?)(ms|s)$/) ?? [];
  return amount === undefined ? 400 : Number(amount) * (unit === 's' ? 1000 : 1);
}
