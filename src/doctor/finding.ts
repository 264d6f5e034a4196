/** One line of the doctor's answer. `note` is worth knowing; only `fix` keeps the bot from working. */
export type Finding =
  | { readonly is: 'ok'; readonly says: string }
  | { readonly is: 'note' | 'fix'; readonly says: string; readonly todo: string };

export const ok = (says: string): Finding => ({ is: 'ok', says });
export const note = (says: string, todo: string): Finding => ({ is: 'note', says, todo });
export const fix = (says: string, todo: string): Finding => ({ is: 'fix', says, todo });

/** The findings as lines to print: what is, and below it what to do. */
export function formatFindings(findings: readonly Finding[]): string {
  const lines = findings.map((one) => {
    const line = `${one.is.padEnd(4)}  ${one.says}`;
    return one.is === 'ok' ? line : `${line}\n      → ${one.todo}`;
  });
  return `${lines.join('\n')}\n`;
}
