import type { APIModalInteractionResponseCallbackData } from 'discord.js';
import type { Text } from '../../../text/texts.ts';
import { approveModal, blockModal, resetModal, revokeModal } from '../../member/views/forms.ts';
import type { Act } from '../deciding.ts';
import { listRoutes } from '../ids.ts';

const forms = { approve: approveModal, reset: resetModal, revoke: revokeModal, block: blockModal };

/** The form of a decision about one member, for so many of them. */
export function formFor(act: Act, count: number, text: Text): APIModalInteractionResponseCallbackData {
  const form = forms[act]('0', text);
  return { ...form, custom_id: listRoutes[act].id('chosen'), title: text.t(`list.form.${act}`, { count }) };
}
