import { createHash } from 'node:crypto';
import type { APIModalInteractionResponseCallbackData } from 'discord.js';
import type { Text } from '../../../text/texts.ts';
import { approveModal, blockModal, resetModal, revokeModal } from '../../member/views/forms.ts';
import type { Act } from '../deciding.ts';
import { listRoutes } from '../ids.ts';

const forms = { approve: approveModal, reset: resetModal, revoke: revokeModal, block: blockModal };

/** The form of a decision about one member, for all who were chosen. */
export function formFor(act: Act, chosen: readonly string[], text: Text): APIModalInteractionResponseCallbackData {
  const form = forms[act]('0', text);
  return {
    ...form,
    custom_id: listRoutes[act].id(markOf(chosen)),
    title: text.t(`list.form.${act}`, { count: chosen.length }),
  };
}

/** Names a selection, so that a form decides about those alone whose names were shown when it was opened. */
export const markOf = (chosen: readonly string[]): string =>
  createHash('sha256').update(chosen.toSorted().join(' ')).digest('base64url').slice(0, 22);
