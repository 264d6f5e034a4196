import type { AnySelectMenuInteraction } from 'discord.js';
import type { SettingsChange } from '../../gate/settings/changes.ts';
import type { ConflictPolicy } from '../../gate/settings/settings.ts';
import { promise } from '../interactions/answers.ts';
import { heldRoles } from '../interactions/reading.ts';
import type { Handlers } from '../interactions/router.ts';
import type { Asked, Visit } from '../interactions/visit.ts';
import type { Look } from '../preflight/preflight.ts';
import { forAdmins } from './access.ts';
import { concernsRights, judge } from './choosing.ts';
import { type Page, pageOf, selects } from './ids.ts';
import type { SetupParts } from './parts.ts';
import { showScreen } from './screen.ts';
import { notTheirsLine } from './views/not-theirs.ts';
import { refusals } from './views/refusals.ts';

/**
 * Saves a change and shows the screen with it. The interaction must have been promised an answer.
 * @param news what else there is to say of it
 * @param onRefused hears of the settings that stay as they were, before the screen is shown
 */
export async function saveAndShow(
  parts: SetupParts,
  visit: Visit<Asked>,
  page: Page,
  change: SettingsChange,
  news: readonly string[] = [],
  onRefused: (names: readonly string[]) => void = () => {},
): Promise<void> {
  const { who, text } = visit;
  const { change: theirs, notTheirs, look } = await decided(parts, visit, change);
  const { refused } = await parts.editor.change(who.serverId, who.memberId, theirs);
  onRefused(Object.keys(change).filter((name) => !(name in theirs) || refused.some((one) => one === name)));
  parts.log.info({ server: who.serverId, settings: Object.keys(theirs), refused }, 'settings changed');
  await showScreen(parts, visit, page, [...news, ...notTheirs, ...refusals(refused, text)], look);
}

interface Decided {
  readonly change: SettingsChange;
  /** What may not be changed, and why, a sentence each. */
  readonly notTheirs: readonly string[];
  /** The server, where it was looked at. */
  readonly look?: Look;
}

/** The part of a change that the admin who asks may decide. */
export async function decided(parts: SetupParts, visit: Visit<Asked>, change: SettingsChange): Promise<Decided> {
  const { interaction, who, text } = visit;
  const before = await parts.editor.load(who.serverId);
  if (!concernsRights(change, before)) return { change, notTheirs: [] };
  const look = await parts.preflight.look(who.serverId);
  if (look.is === 'unseen') return { change: {}, notTheirs: [`⚠️ ${text.t('setup.notTheirs.unseen')}`], look };
  const chooser = { memberId: who.memberId, roleIds: heldRoles(interaction) };
  const judged = judge(change, before, look.snapshot, chooser);
  if (judged.refused.length > 0) {
    parts.log.warn(
      { server: who.serverId, refused: judged.refused.map(({ is }) => is) },
      'an admin chose what is not theirs',
    );
  }
  return { change: judged.change, notTheirs: judged.refused.map((one) => notTheirsLine(one, text)), look };
}

type ChosenIn = (interaction: AnySelectMenuInteraction) => readonly string[];

// An id is but text: it could name a channel of somebody else's server, or be no id at all. So of roles and channels those
// are taken that Discord itself found on this server.
const roles: ChosenIn = (interaction) => (interaction.isRoleSelectMenu() ? [...interaction.roles.keys()] : []);
const channels: ChosenIn = (interaction) => (interaction.isChannelSelectMenu() ? [...interaction.channels.keys()] : []);
const options: ChosenIn = (interaction) => interaction.values;

/** Every select of the screen: what is chosen is saved at once. */
export function selectHandlers(parts: SetupParts): Handlers['selects'] {
  const saving = (page: Page, chosen: ChosenIn, changeOf: (values: readonly string[]) => SettingsChange) =>
    forAdmins<AnySelectMenuInteraction>(async (visit) => {
      const { interaction, text } = visit;
      await promise(interaction);
      const found = chosen(interaction);
      // Something was chosen and all of it is gone: that is no wish to have none.
      const isGone = found.length === 0 && interaction.values.length > 0;
      if (isGone) return showScreen(parts, visit, page, [`⚠️ ${text.t('setup.choiceGone')}`]);
      await saveAndShow(parts, visit, page, changeOf(found));
    });

  return {
    [selects.page.name]: forAdmins<AnySelectMenuInteraction>(async (visit) => {
      await promise(visit.interaction);
      await showScreen(parts, visit, pageOf(visit.interaction.values[0]));
    }),
    [selects.role.name]: saving('basics', roles, ([roleId]) => (roleId === undefined ? {} : { roleId })),
    [selects.removedRoles.name]: saving('basics', roles, (removedRoleIds) => ({ removedRoleIds })),
    [selects.channel.name]: saving('basics', channels, ([channelId]) => (channelId === undefined ? {} : { channelId })),
    [selects.accounts.name]: saving('rules', options, ([count]) => ({ accountsPerNumber: Number(count) })),
    [selects.conflict.name]: saving('rules', options, ([policy]) => ({ ...conflictOf(policy) })),
    [selects.sending.name]: saving('rules', options, ([when]) => ({ sendsAtOnce: when === 'atOnce' })),
    [selects.staffChannel.name]: saving('staff', channels, ([staffChannelId]) =>
      staffChannelId === undefined ? { clear: ['staffChannelId'] } : { staffChannelId },
    ),
    [selects.ping.name]: saving('staff', options, ([value]) => ({ pingsStaff: value === 'on' })),
    [selects.staffRole.name]: saving('staff', roles, ([staffRoleId]) =>
      staffRoleId === undefined ? { clear: ['staffRoleId'] } : { staffRoleId },
    ),
  };
}

const policies: readonly ConflictPolicy[] = ['deny', 'transfer', 'askStaff'];

function conflictOf(value: string | undefined): SettingsChange {
  const conflict = policies.find((policy) => policy === value);
  return conflict === undefined ? {} : { conflict };
}
