import { type ButtonInteraction, PermissionFlagsBits } from 'discord.js';
import type { Who } from '../../base/member-ref.ts';
import type { SettingsAct } from '../../gate/settings/history.ts';
import type { JoinPrompt } from '../../gate/settings/settings.ts';
import { promise } from '../interactions/answers.ts';
import { heldRoles } from '../interactions/reading.ts';
import type { Handlers } from '../interactions/router.ts';
import type { Asked, Visit } from '../interactions/visit.ts';
import { rightsOf, whyNotLent } from '../preflight/lending.ts';
import { isOutage, refusalCode } from '../rest/errors.ts';
import { forAdmins } from '../setup/access.ts';
import type { SetupParts } from '../setup/parts.ts';
import { chosenOptions, chosenRoles, saving } from '../setup/saving.ts';
import { showScreen } from '../setup/screen.ts';
import { notTheirsLine } from '../setup/views/not-theirs.ts';
import { newcomersRoutes as routes } from './ids.ts';
import type { NewcomersMemory } from './memory.ts';
import { ASKED_FOR } from './page.ts';
import type { Sweep } from './sweep.ts';
import { type Greeting, greets } from './unverified.ts';

export interface NewcomersSteps extends SetupParts {
  readonly sweep: Pick<Sweep, 'count' | 'start'>;
  readonly memory: NewcomersMemory;
}

const PAGE = 'newcomers';

/** The selects and buttons of the page on newcomers. */
export function newcomersHandlers(parts: NewcomersSteps): Pick<Handlers, 'buttons' | 'selects'> {
  const { memory } = parts;

  /** Does something with the role that is chosen, for an admin who could give it to members themselves. */
  const doing = (act: (visit: Visit<Asked>, server: Greeting) => Promise<readonly string[]>) =>
    forAdmins<ButtonInteraction>(async (visit) => {
      await promise(visit.interaction);
      const server = await parts.editor.load(visit.who.serverId);
      const news = greets(server) ? await act(visit, server) : [`⚠️ ${visit.text.t('newcomers.needsRole')}`];
      await showScreen(parts, visit, PAGE, news);
    });

  return {
    selects: {
      [routes.role.name]: saving(parts, PAGE, chosenRoles, ([unverifiedRoleId]) =>
        unverifiedRoleId === undefined ? { clear: ['unverifiedRoleId'] } : { unverifiedRoleId },
      ),
      [routes.prompt.name]: saving(parts, PAGE, chosenOptions, ([value]) => {
        const joinPrompt = prompts.find((one) => one === value);
        return joinPrompt === undefined ? { clear: ['joinPrompt'] } : { joinPrompt };
      }),
    },
    buttons: {
      [routes.count.name]: doing((visit, server) => count(parts, visit, server)),
      [routes.everyone.name]: doing((visit, server) => giveEveryone(parts, visit, server)),
      // To stop takes no right but to be here: it gives nobody anything.
      [routes.stop.name]: doing(async ({ who, text }, { unverifiedRoleId }) => {
        const stopped = await memory.change(who.serverId, unverifiedRoleId, ({ run: _, asked: __, ...before }) => ({
          ...before,
          everyone: false,
        }));
        if (!stopped) return [];
        await note(parts, who, unverifiedRoleId, 'unverifiedStopped');
        return [text.t('newcomers.others.stopped')];
      }),
    },
  };
}

const prompts: readonly JoinPrompt[] = ['directMessage', 'mention'];

/** Says how many members would get the role. */
async function count(
  { sweep, memory, clock, log }: NewcomersSteps,
  { who: { serverId }, text }: Visit<Asked>,
  server: Greeting,
): Promise<readonly string[]> {
  try {
    const count = await sweep.count(serverId, server);
    const asked = { count, at: clock.now() };
    await memory.change(serverId, server.unverifiedRoleId, (before) => ({ ...before, asked }));
    return [];
  } catch (error) {
    if (!isOutage(error) && refusalCode(error) === undefined) throw error;
    log.warn({ server: serverId, discordCode: refusalCode(error) }, 'the members of a server could not be counted');
    return [`⚠️ ${text.t('newcomers.others.uncounted')}`];
  }
}

/** Gives the role to everybody who is not verified: the admin who presses needs the rights that Discord would ask for, and has seen how many they are. */
async function giveEveryone(
  parts: NewcomersSteps,
  { interaction, who, text }: Visit<Asked>,
  { unverifiedRoleId }: Greeting,
): Promise<readonly string[]> {
  const { preflight, sweep, memory, clock, log } = parts;
  const look = await preflight.look(who.serverId);
  if (look.is === 'unseen') return [`⚠️ ${text.t('setup.notTheirs.unseen')}`];
  const chooser = { memberId: who.memberId, roleIds: heldRoles(interaction) };
  if ((rightsOf(look.snapshot, chooser) & PermissionFlagsBits.ManageRoles) === 0n) {
    return [`⚠️ ${text.t('newcomers.others.needsManageRoles')}`];
  }
  const why = whyNotLent(look.snapshot, chooser, unverifiedRoleId);
  if (why) return [notTheirsLine(why, text)];
  const now = clock.now();
  const begun = await memory.change(who.serverId, unverifiedRoleId, ({ asked, obstacle: _, ...before }) =>
    asked && now < asked.at + ASKED_FOR ? { ...before, everyone: true, run: { of: asked.count, given: 0 } } : before,
  );
  if (!begun?.run) return [`⚠️ ${text.t('newcomers.others.countFirst')}`];
  await note(parts, who, unverifiedRoleId, 'unverifiedGiven');
  await sweep.start(who.serverId);
  log.info({ server: who.serverId, members: begun.run.of }, 'giving unverified members their role');
  return [text.t('newcomers.others.started')];
}

/** Writes down what an admin has begun or stopped, as the staff hear of it. */
const note = ({ editor }: NewcomersSteps, who: Who, target: string, act: SettingsAct) =>
  editor.change(who.serverId, who.memberId, {}, { act, target });
