import { type APIInteractionResponse, MessageFlags, type RawFile, type REST, Routes } from 'discord.js';
import type { View } from '../ui/parts.ts';

// How answers leave: as JSON, through discord.js' REST. A view is message JSON already; the methods of discord.js would go through
// all of it for names to rewrite, and make a message of what Discord answers, which nobody reads (docs/decisions/0022-answers-as-json.md).

/** Where the message stands that an interaction was answered with. */
interface Original {
  readonly client: { readonly rest: REST };
  readonly applicationId: string;
  readonly token: string;
}

/** What discord.js keeps of an interaction to answer it by. */
interface Unanswered extends Original {
  readonly id: string;
  readonly deferred: boolean;
  replied: boolean;
}

/** Whether the first answer, of which Discord takes one, has been given; what comes after it edits. */
export const isAnswered = ({ deferred, replied }: Pick<Unanswered, 'deferred' | 'replied'>) => deferred || replied;

/** Gives the first answer. Throws when there was one: that is a bug, which Discord would refuse. */
export async function respond(interaction: Unanswered, body: APIInteractionResponse): Promise<void> {
  if (isAnswered(interaction)) throw new Error('an interaction is answered for the first time once');
  const { client, id, token } = interaction;
  const query = new URLSearchParams({ with_response: 'false' });
  await client.rest.post(Routes.interactionCallback(id, token), { body, query, auth: false });
  interaction.replied = true;
}

/** Edits the message that the first answer made or promised. @param files replace those that it has, if there are any */
export async function editOriginal(
  { client, applicationId, token }: Original,
  view: View,
  files: readonly RawFile[] = [],
): Promise<void> {
  const attachments = files.length > 0 ? { attachments: files.map((_, index) => ({ id: String(index) })) } : {};
  await client.rest.patch(Routes.webhookMessage(applicationId, token, '@original'), {
    body: { ...messageOf(view), ...attachments },
    files: [...files],
    auth: false,
  });
}

/** A view as a message. Nobody is pinged by it, whatever its texts say. */
export function messageOf({ components }: View, more?: MessageFlags) {
  return {
    components: [...components],
    allowed_mentions: { parse: [] },
    flags: MessageFlags.IsComponentsV2 | (more ?? 0),
  };
}
