import type { Block } from '../../gate/ports.ts';
import type { E164 } from '../../otp/number/phone.ts';
import { answer } from '../interactions/answers.ts';
import { ownMessage } from '../interactions/own.ts';
import type { Visit } from '../interactions/visit.ts';
import { wordsOn } from '../requests/way.ts';
import type { FlowParts, Standing } from '../verify/parts.ts';
import { ownBlockView } from './view.ts';

type Parts = Pick<FlowParts, 'admission' | 'panels'>;

/**
 * Tells an account that a number of its own is blocked, before a code to it is paid for. A block of a number that stands with other accounts
 * is told only to somebody whose code was right.
 * @param phone to which a code is about to go, or undefined for any
 * @returns whether it was, and has been answered
 */
export async function refuseBlocked(
  { admission, panels }: Parts,
  visit: Visit,
  { server, hasBlock }: Standing,
  phone?: E164,
): Promise<boolean> {
  if (!hasBlock) return false;
  const { interaction, who, text } = visit;
  const block: Block | undefined = await admission.ownBlock(who, phone);
  if (!block) return false;
  panels.forget(who);
  panels.attend(who, ownMessage(visit));
  await answer(interaction, ownBlockView(block, phone === undefined, wordsOn(server, text)));
  return true;
}
