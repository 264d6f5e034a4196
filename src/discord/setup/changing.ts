import type { SettingsChange } from '../../gate/settings/changes.ts';
import { heldRoles } from '../interactions/reading.ts';
import type { Asked, Visit } from '../interactions/visit.ts';
import type { Look } from '../preflight/preflight.ts';
import { concernsRights, judge } from './choosing.ts';
import type { Page } from './ids.ts';
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
      'an admin chose something that they may not give',
    );
  }
  return { change: judged.change, notTheirs: judged.refused.map((one) => notTheirsLine(one, text)), look };
}
