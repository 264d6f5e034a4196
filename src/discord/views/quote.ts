/** What somebody wrote, as it was written: no markdown, mention or link of theirs comes to life. */
export function asWritten(words: string): string {
  return words.replace(/[\\*_~`|<>[\]()#@:.+-]/g, '\\$&');
}

/** The same, set apart as a quotation. */
export function quote(words: string): string {
  return words
    .split('\n')
    .map((line) => `> ${asWritten(line)}`)
    .join('\n');
}
