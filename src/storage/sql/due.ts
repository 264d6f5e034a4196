import { AGREED, type Ms } from '../../clock.ts';

/** How rows are asked for by the instant that they wait for. */
interface Asked {
  readonly is: '<=' | '>';
  readonly at: Ms;
  readonly limit: number;
}

/**
 * Some rows that are due, the longest waiting first. One that waits for longer than anybody puts it off was put off by a clock that was
 * ahead, and is due too. Two questions, so that an index answers each in order.
 * @param longest how far ahead a right clock puts them off
 * @param rows those whose instant is so, in order
 */
export async function dueRows<Row>(
  now: Ms,
  longest: Ms,
  limit: number,
  rows: (asked: Asked) => Promise<readonly Row[]>,
): Promise<Row[]> {
  const due = await rows({ is: '<=', at: now, limit });
  if (due.length >= limit) return [...due];
  return [...due, ...(await rows({ is: '>', at: now + longest + AGREED, limit: limit - due.length }))];
}
