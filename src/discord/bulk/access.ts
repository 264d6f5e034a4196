import { PermissionFlagsBits } from 'discord.js';
import { givenBy } from '../../gate/settings/role-rules.ts';
import { freshSettings, type ServerSettings } from '../../gate/settings/settings.ts';
import { answer, promise } from '../interactions/answers.ts';
import { heldRoles } from '../interactions/reading.ts';
import type { Asked, Visit } from '../interactions/visit.ts';
import { isBelow, rightsOf, whyNotLent } from '../preflight/lending.ts';
import type { ServerSnapshot } from '../preflight/server-snapshot.ts';
import { notTheirsLine } from '../setup/views/not-theirs.ts';
import { sentenceView } from '../verify/views/steps.ts';
import type { BulkSteps } from './parts.ts';

/**
 * What a step is about: to look at runs takes Manage Roles; to give a role to many, or to take it, also what Discord would ask for to do so by hand.
 * The staff role lends none of it.
 */
export type Way = 'look' | 'give' | 'take';

/** The settings of the server, if the person who asked may take a step; anybody else is told why not. */
export async function forBulk(
  { settings, preflight }: Pick<BulkSteps, 'settings' | 'preflight'>,
  { interaction, who, text }: Visit<Asked>,
  way: Way,
): Promise<ServerSettings | undefined> {
  await promise(interaction);
  const server = (await settings.load(who.serverId)) ?? freshSettings;
  const look = await preflight.look(who.serverId);
  const refuse = async (line: string) => void (await answer(interaction, sentenceView(line)));
  if (look.is === 'unseen') return refuse(text.t('bulk.unseen'));
  const { snapshot } = look;
  const chooser = { memberId: who.memberId, roleIds: heldRoles(interaction) };
  if ((rightsOf(snapshot, chooser) & PermissionFlagsBits.ManageRoles) === 0n) {
    return refuse(text.t('bulk.needsManageRoles'));
  }
  for (const roleId of way === 'look' ? [] : givenBy(server)) {
    const why = way === 'give' ? whyNotLent(snapshot, chooser, roleId) : whyNotTaken(snapshot, chooser, roleId);
    if (why) return refuse(notTheirsLine(why, text));
  }
  return server;
}

function whyNotTaken(server: ServerSnapshot, chooser: Parameters<typeof isBelow>[2], roleId: string) {
  const role = server.roles.find(({ id }) => id === roleId);
  return role && !isBelow(server, role, chooser) ? ({ is: 'notBelow', roleId } as const) : undefined;
}
