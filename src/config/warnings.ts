import { withProxyNames } from './network.ts';
import { type Variable, variables } from './variables.ts';

/** A variable that is set and does nothing, and what to do about it. Carries no value: it may be secret. */
export interface ConfigWarning {
  readonly variable: string;
  readonly problem: string;
  readonly fix: string;
}

type Given = Readonly<Partial<Record<string, string>>>;

/** What no other program's variables begin with, or hardly any. */
const ours =
  /^(?:LATCHKEY|DISCORD|TWILIO|OTP|SENDS_PER|RESEND|SECRET_KEY|METRICS|SHARD|GUESSES|NUMBERS_PER|REQUESTS_PER|ALLOWED)_/;
/** Those of npm and the usual ones for proxies come close to ours by chance. */
const others = /^npm_|_PROXY$/i;
/** What Node reads before this program can set it. */
const early = ['NODE_EXTRA_CA_CERTS', 'NODE_USE_SYSTEM_CA', 'NODE_OPTIONS'];

/**
 * Names what somebody has set for nothing: a misspelt name, or one of .env that Node has not read.
 * @param before the environment as the process was given it, without what is in .env
 */
export function warningsOf(env: Given, before: Given): ConfigWarning[] {
  const known = new Set<string>(variables);
  const unknown = Object.keys(env).filter((name) => env[name]?.trim() && !known.has(name) && !others.test(name));
  const late = early.filter((name) => env[name] !== undefined && before[name] === undefined);
  return [...unknown.flatMap(misspelt), ...late.map(tooLate), ...unusedProxy(env)];
}

const tooLate = (variable: string): ConfigWarning => ({
  variable,
  problem: 'has no effect in .env.',
  fix: "Set it in the bot's environment instead: Node reads it before that file.",
});

/** The proxy for everything, by which other programs mean one that speaks SOCKS. */
function unusedProxy(env: Given): ConfigWarning[] {
  const given = withProxyNames(env);
  const variable = ['ALL_PROXY', 'all_proxy'].find((name) => env[name]?.trim());
  if (variable === undefined || given.HTTPS_PROXY?.trim()) return [];
  const fix = 'Set HTTPS_PROXY to a proxy that speaks HTTP, or remove it.';
  return [{ variable, problem: 'is not used: the bot connects without it.', fix }];
}

function misspelt(name: string): ConfigWarning[] {
  const near = nearest(name.toUpperCase().replace(/^LATCHKEY_/, ''));
  if (!near && !ours.test(name.toUpperCase())) return [];
  const fix = near ? `Did you mean ${near}?` : 'Remove it: the settings are in .env.example.';
  return [{ variable: name, problem: 'is not a Latchkey setting.', fix }];
}

/** The setting that a name is most like: two slips away, or more in a long name that begins as ours do. */
function nearest(name: string): Variable | undefined {
  const most = ours.test(name) ? Math.max(2, Math.floor(name.length / 4)) : 2;
  // As many slips as letters more or fewer, at least.
  const likely = variables.filter((one) => Math.abs(one.length - name.length) <= most);
  const [best] = likely.map((one) => ({ one, slips: slipsBetween(name, one) })).sort((a, b) => a.slips - b.slips);
  // A short name is two slips away from a lot.
  return best && best.slips <= Math.min(most, Math.floor(name.length / 3)) ? best.one : undefined;
}

/** How many letters are missing, too many, wrong or swapped with the next: the optimal string alignment distance. */
export function slipsBetween(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, index) => index)];
  const at = (i: number, j: number) => rows[i]?.[j] ?? Number.POSITIVE_INFINITY;
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(
        Math.min(
          at(i - 1, j) + 1,
          at(i, j - 1) + 1,
          at(i - 1, j - 1) + same,
          swapped ? at(i - 2, j - 2) + 1 : Infinity,
        ),
      );
    }
  }
  return at(a.length, b.length);
}
