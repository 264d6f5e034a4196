import type { Who } from '../../base/member-ref.ts';
import { openUntil } from '../../gate/passes/openings.ts';
import { noticePlace } from '../../gate/settings/changes.ts';
import { isOpen } from '../../gate/settings/settings.ts';
import { heldRoles } from '../interactions/reading.ts';
import type { Asked, Visit } from '../interactions/visit.ts';
import { putNotice } from '../notice/notice.ts';
import { noticeView } from '../notice/view.ts';
import { mayWrite } from './choosing.ts';
import type { SetupParts } from './parts.ts';

export type Posting =
  | { readonly is: 'posted' | 'updated' | 'refused'; readonly channelId: string }
  /** The admin who asks may not write there themselves, and the words may be theirs. */
  | { readonly is: 'notTheirs'; readonly channelId: string }
  /** No role or no channel has been chosen. */
  | { readonly is: 'notReady' };

/** Puts the notice where the settings say, in the server's language, and remembers where it stands. */
export function postNotice(parts: SetupParts, { interaction, who }: Visit<Asked>): Promise<Posting> {
  const { editor, rest, languages, inTurn } = parts;
  // In turn, so that two presses leave one notice.
  return inTurn(who.serverId, async () => {
    const settings = await editor.load(who.serverId);
    const { channelId } = settings;
    if (!isOpen(settings) || channelId === undefined) return { is: 'notReady' };
    if (!(await mayPost(parts, interaction, who, channelId))) return { is: 'notTheirs', channelId };
    const everyone = await languages.toAll(who.serverId, interaction);
    const until = await openUntil(parts.openings, who.serverId, parts.clock.now());
    const view = noticeView(everyone, settings, until);
    const notice = await putNotice(rest, channelId, view, noticePlace(settings));
    if (notice.is === 'refused') return { is: 'refused', channelId };
    const posted = { noticeId: notice.messageId, noticeChannelId: channelId };
    await editor.change(who.serverId, who.memberId, posted, { act: 'noticePosted', target: channelId });
    return { is: notice.is, channelId };
  });
}

/** Where the server cannot be looked at, Discord would not take the notice either. */
async function mayPost({ preflight }: SetupParts, interaction: Asked, { serverId, memberId }: Who, channelId: string) {
  const look = await preflight.look(serverId);
  return look.is === 'unseen' || mayWrite(look.snapshot, { memberId, roleIds: heldRoles(interaction) }, channelId);
}
