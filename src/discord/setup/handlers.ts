import { type ButtonInteraction, PermissionFlagsBits } from 'discord.js';
import { BYPASS } from '../../gate/roles/given.ts';
import { everyGiven } from '../../gate/settings/role-rules.ts';
import { promise } from '../interactions/answers.ts';
import { heldRoles } from '../interactions/reading.ts';
import type { Handlers } from '../interactions/router.ts';
import type { Asked, Visit } from '../interactions/visit.ts';
import { rightsOf, whyNotLent } from '../preflight/lending.ts';
import { forAdmins } from './access.ts';
import { dryRun } from './dry-run.ts';
import { filling, opening, readCountriesForm, readLimits, readLines, readSmsName, readText } from './forms.ts';
import { buttons, modals, pageOf } from './ids.ts';
import type { SetupParts } from './parts.ts';
import { postNotice } from './posting.ts';
import { showScreen } from './screen.ts';
import { selectHandlers } from './selects.ts';
import { openTest, sendTest } from './test-delivery.ts';
import {
  countriesForm,
  countriesPrefills,
  limitsForm,
  limitsPrefills,
  smsNameForm,
  smsNamePrefills,
  textForm,
  textPrefills,
} from './views/forms.ts';
import { linesForm, linesPrefills } from './views/lines.ts';
import { dryRunNews, postingNews } from './views/news.ts';
import { notTheirsLine } from './views/not-theirs.ts';

/** The buttons, selects and forms of the screen. */
export function setupHandlers(parts: SetupParts): Pick<Handlers, 'buttons' | 'selects' | 'modals'> {
  /** Does something that may take a while, and shows the screen with what came of it. */
  const doing = (act: (visit: Visit<Asked>) => Promise<readonly string[]>) =>
    forAdmins<ButtonInteraction>(async (visit) => {
      await promise(visit.interaction);
      await showScreen(parts, visit, pageOf(visit.arg), await act(visit));
    });

  return {
    buttons: {
      [buttons.check.name]: doing(async () => []),
      [buttons.dryRun.name]: doing((visit) => tryGrant(parts, visit)),
      [buttons.post.name]: doing(async (visit) => postingNews(await postNotice(parts, visit), visit.text)),
      [buttons.move.name]: doing((visit) => startMove(parts, visit)),
      [buttons.stopMove.name]: doing(async ({ who, text }) => {
        await parts.roleMove.stop(who.serverId);
        await parts.editor.change(who.serverId, who.memberId, {}, { act: 'moveStopped' });
        return [text.t('setup.move.stopped')];
      }),
      [buttons.text.name]: opening(parts, textForm),
      [buttons.smsName.name]: opening(parts, smsNameForm),
      [buttons.countries.name]: opening(parts, countriesForm),
      [buttons.lines.name]: opening(parts, linesForm(parts.looksUpLines)),
      [buttons.test.name]: openTest(parts),
      [buttons.limits.name]: opening(parts, limitsForm),
    },
    selects: selectHandlers(parts),
    modals: {
      [modals.text.name]: filling(parts, readText, textPrefills),
      [modals.smsName.name]: filling(parts, readSmsName, smsNamePrefills),
      [modals.countries.name]: filling(parts, readCountriesForm, countriesPrefills),
      [modals.lines.name]: filling(parts, readLines(parts.looksUpLines), linesPrefills(parts.looksUpLines)),
      [modals.test.name]: sendTest(parts),
      [modals.limits.name]: filling(parts, readLimits, limitsPrefills),
    },
  };
}

async function tryGrant(parts: SetupParts, { interaction, who, text }: Visit<Asked>): Promise<string[]> {
  const settings = await parts.editor.load(who.serverId);
  const { roleId } = settings;
  if (roleId === undefined) return [text.t('setup.dryRun.noRole')];
  const given = everyGiven(settings);
  const look = await parts.preflight.look(who.serverId);
  if (look.is === 'unseen') return [dryRunNews({ is: 'notGiven', obstacle: look.obstacle, roleIds: given }, text)];
  // The admin who presses is given the roles, with no phone in between.
  const chooser = { memberId: who.memberId, roleIds: heldRoles(interaction) };
  const notLent = given.flatMap((id) => whyNotLent(look.snapshot, chooser, id) ?? []);
  if (notLent.length > 0) return notLent.map((why) => notTheirsLine(why, text));
  const result = await dryRun(parts, who, settings.bypassesChecks ? [...given, BYPASS] : given);
  const wasGiven = result.is !== 'hadIt' && result.is !== 'notGiven';
  if (wasGiven) await parts.editor.change(who.serverId, who.memberId, {}, { act: 'dryRun', target: roleId });
  parts.log.info({ server: who.serverId, result: result.is }, 'dry run');
  return [dryRunNews(result, text)];
}

/** Moving gives roles to many members and takes some from them: the admin who presses needs the right that Discord would ask for. */
async function startMove(parts: SetupParts, { interaction, who, text }: Visit<Asked>): Promise<string[]> {
  const settings = await parts.editor.load(who.serverId);
  const { roleId } = settings;
  const look = await parts.preflight.look(who.serverId);
  if (roleId === undefined || look.is === 'unseen') return [`⚠️ ${text.t('setup.notTheirs.unseen')}`];
  const chooser = { memberId: who.memberId, roleIds: heldRoles(interaction) };
  if ((rightsOf(look.snapshot, chooser) & PermissionFlagsBits.ManageRoles) === 0n) {
    return [`⚠️ ${text.t('setup.move.needsManageRoles')}`];
  }
  const notLent = everyGiven(settings).flatMap((id) => whyNotLent(look.snapshot, chooser, id) ?? []);
  if (notLent.length > 0) return notLent.map((why) => notTheirsLine(why, text));
  const count = await parts.roleMove.start(who.serverId);
  if (count > 0) await parts.editor.change(who.serverId, who.memberId, {}, { act: 'moveStarted', target: roleId });
  parts.log.info({ server: who.serverId, members: count }, 'moving members to other roles');
  return [text.t('setup.move.started', { count })];
}
