import type { SettingsChange } from '../../gate/settings/changes.ts';
import { heldRoles } from '../interactions/reading.ts';
import type { Asked, Visit } from '../interactions/visit.ts';
import { keepsNoticeBack, keepsRoleBack } from '../preflight/obstacles.ts';
import { refusalCode } from '../rest/errors.ts';
import { decided } from '../setup/changing.ts';
import { postNotice } from '../setup/posting.ts';
import { postingNews } from '../setup/views/news.ts';
import type { ChannelsParts } from './parts.ts';
import { markOfProposal, type Proposal, type ProposedRole, proposalOf } from './proposal.ts';
import { type GateRole, makeRole, mayMakeRoles } from './roles.ts';

/**
 * Does what the page showed, and nothing else: makes the roles that are missing, chooses them, posts the notice, and begins to lock the channels. Each step can be done
 * again: after a kill, the next press goes on. @returns what there is to say of it
 */
export async function carryOut(parts: ChannelsParts, visit: Visit<Asked>): Promise<readonly string[]> {
  const { who, text, arg, interaction } = visit;
  const { t } = text;
  const settings = await parts.editor.load(who.serverId);
  const look = await parts.preflight.look(who.serverId);
  if (look.is === 'unseen') return [`⚠️ ${t('setup.notTheirs.unseen')}`];
  const chooser = { memberId: who.memberId, roleIds: heldRoles(interaction) };
  const shown = proposalOf(look.snapshot, settings, chooser);
  if (arg !== markOfProposal(shown)) return [`⚠️ ${t('setup.channels.lookAgain')}`];
  if (!mayMakeRoles(look.snapshot, chooser)) return [`⚠️ ${t('setup.channels.needsManageRoles')}`];
  const chosen = await chooseRoles(parts, visit, shown);
  if (chosen.length > 0) return chosen;
  const news = shown.notice ? await post(parts, visit, shown.notice) : [];
  if (news === 'kept') return [`⚠️ ${t('setup.channels.notPosted')}`];
  return [...news, ...(await lock(parts, visit))];
}

/** Chooses the roles, and makes those that are missing. @returns why not */
function chooseRoles(parts: ChannelsParts, visit: Visit<Asked>, proposal: Proposal): Promise<readonly string[]> {
  const { who, text, interaction } = visit;
  const { serverId } = who;
  // In turn, so that two presses make one role.
  return parts.inTurn(serverId, async () => {
    const before = await parts.editor.load(serverId);
    const server = await parts.languages.toAll(serverId, interaction);
    const idOf = async (kind: GateRole, chosen: string | undefined, { is, id }: ProposedRole) => {
      if (chosen !== undefined || is !== 'new') return chosen ?? id;
      return (await makeRole(parts.rest, serverId, kind, server)).id;
    };
    const { verified, unverified, notice } = proposal;
    let change: SettingsChange;
    try {
      change = {
        roleId: await idOf('verified', before.roleId, verified),
        ...(unverified && { unverifiedRoleId: await idOf('unverified', before.unverifiedRoleId, unverified) }),
        ...(notice?.channelId !== undefined && { channelId: notice.channelId }),
      };
    } catch (error) {
      parts.log.warn({ discordCode: refusalCode(error) }, 'Discord did not create a role');
      return [`⚠️ ${text.t('setup.channels.notMade')}`];
    }
    const { change: theirs, notTheirs } = await decided(parts, visit, without(change, before));
    await parts.editor.change(serverId, who.memberId, theirs);
    return notTheirs;
  });
}

/** What of a change is not so already. */
function without(change: SettingsChange, before: SettingsChange): SettingsChange {
  const { roleId, unverifiedRoleId, channelId } = change;
  return {
    ...(roleId !== undefined && roleId !== before.roleId && { roleId }),
    ...(unverifiedRoleId !== undefined && unverifiedRoleId !== before.unverifiedRoleId && { unverifiedRoleId }),
    ...(channelId !== undefined && channelId !== before.channelId && { channelId }),
  };
}

/** Nobody is locked out while there is no way in. */
async function post(
  parts: ChannelsParts,
  visit: Visit<Asked>,
  { change }: NonNullable<Proposal['notice']>,
): Promise<readonly string[] | 'kept'> {
  const { serverId } = visit.who;
  if (change && !(await parts.locks.writeNow(serverId, change))) return 'kept';
  const obstacles = await parts.preflight.setup(serverId, await parts.editor.load(serverId));
  if (obstacles.some((one) => keepsRoleBack(one) || keepsNoticeBack(one))) return 'kept';
  const posting = await postNotice(parts, visit);
  return posting.is === 'posted' || posting.is === 'updated' ? postingNews(posting, visit.text) : 'kept';
}

async function lock(parts: ChannelsParts, { who, text, interaction }: Visit<Asked>): Promise<readonly string[]> {
  const { serverId, memberId } = who;
  const look = await parts.preflight.look(serverId);
  if (look.is === 'unseen') return [`⚠️ ${text.t('setup.notTheirs.unseen')}`];
  const chooser = { memberId, roleIds: heldRoles(interaction) };
  const { plan } = proposalOf(look.snapshot, await parts.editor.load(serverId), chooser);
  if (plan.channels.length === 0) return [];
  await parts.locks.lock(serverId, plan);
  await parts.editor.change(serverId, memberId, {}, { act: 'channelsLocked' });
  parts.log.info({ server: serverId, channels: plan.channels.length, way: plan.way }, 'channels are being locked');
  return [];
}
