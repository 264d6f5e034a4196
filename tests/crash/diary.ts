/** How many of a member's steps are told of. */
const KEPT = 15;

interface Watched {
  /** Ms since the siege began. */
  readonly age: () => number;
  /** The bot that takes work, if there is one. */
  readonly bot: () => unknown;
  /** What the member reads, a line each. */
  readonly sees: () => string;
}

/** A member's latest steps, for the error of a test that fails. No code gets into it, and of a number what the panel shows. */
export function createDiary({ age, bot, sees }: Watched) {
  const steps: string[] = [];
  return {
    /** Writes a step down with what the member sees after it. */
    note(step: string): void {
      const [first = 'nothing', second = ''] = sees().split('\n');
      // What a panel begins with, unless something just happened.
      const seen = first.includes('**+') ? second : first;
      steps.push(`${String(Math.round(age())).padStart(6)} ms, bot ${bot() ? 'up' : 'down'}: ${step} → ${seen}`);
      if (steps.length > KEPT) steps.shift();
    },
    /** An error that ends with them. */
    error: (words: string) => new Error(`${words}\nThe member's latest steps:\n${steps.join('\n')}`),
    steps: (): readonly string[] => steps,
  };
}
