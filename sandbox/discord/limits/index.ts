import { type NestedErrors, nest } from './errors.ts';
import { EMPTY_MESSAGE } from './messages.ts';
import { problemsOfRequest, type RequestContext } from './requests.ts';

export { checkAnswer } from './answers.ts';
export { checkCommands } from './commands.ts';
export type { NestedErrors, Problem } from './errors.ts';
export { EPHEMERAL, IS_COMPONENTS_V2 } from './messages.ts';
export type { RequestContext } from './requests.ts';

/** Discord's refusal of a body, ready to be answered with status 400. */
export interface Refusal {
  readonly code: number;
  readonly message: string;
  readonly errors: NestedErrors;
}

/**
 * What Discord would refuse in a request, or nothing. `path` is decoded and without `/api/v10`; `body` is the parsed
 * JSON (or `payload_json`). Never throws. The code is 50035, or 50006 where all that is wrong is an empty message.
 */
export function checkRequest(
  method: string,
  path: string,
  body: unknown,
  context: RequestContext = {},
): Refusal | undefined {
  const problems = problemsOfRequest(method, path, body, context);
  if (problems.length === 0) return undefined;
  const errors = nest(problems);
  const isOnlyEmpty = problems.every(({ code }) => code === EMPTY_MESSAGE.code);
  return isOnlyEmpty
    ? { code: 50006, message: EMPTY_MESSAGE.message, errors }
    : { code: 50035, message: 'Invalid Form Body', errors };
}
