import type { ButtonInteraction, ModalSubmitInteraction } from 'discord.js';
import type { Door } from '../../gate/passes/door.ts';
import { endAfter } from '../../gate/passes/openings.ts';
import { fitToShow } from '../../gate/privacy/redacting.ts';
import { givenBy } from '../../gate/settings/role-rules.ts';
import { openForm as openModal, promise } from '../interactions/answers.ts';
import { choicesIn, heldRoles, OutOfDate, textIn } from '../interactions/reading.ts';
import type { Handlers } from '../interactions/router.ts';
import type { Asked, Visit } from '../interactions/visit.ts';
import { mayGiveFreely } from '../preflight/exempting.ts';
import { forAdmins } from '../setup/access.ts';
import type { SetupParts } from '../setup/parts.ts';
import { showScreen } from '../setup/screen.ts';
import { roleList } from '../ui/roles.ts';
import { type AskingSteps, askThem, askWhether, listThem } from './asking.ts';
import { DOOR_REASON, doorFields, doorRoutes } from './ids.ts';
import { changeForm, openForm } from './page.ts';

export interface DoorSteps extends AskingSteps {
  readonly door: Pick<Door, 'open' | 'changeEnd' | 'close'>;
}

/** The buttons and forms of the page of the open gate. Whether somebody may is asked again when they send a form. */
export function doorHandlers(parts: DoorSteps): Pick<Handlers, 'buttons' | 'modals'> {
  const { door, clock, log } = parts;
  const showing = <I extends ButtonInteraction | ModalSubmitInteraction>(act: (visit: Visit<I>) => Promise<string[]>) =>
    forAdmins<I>(async (visit) => {
      await promise(visit.interaction);
      await showScreen(parts, visit, 'door', await act(visit));
    });

  return {
    buttons: {
      [doorRoutes.open.name]: forAdmins<ButtonInteraction>((visit) => openModal(visit, openForm(visit.text))),
      [doorRoutes.change.name]: forAdmins<ButtonInteraction>((visit) => openModal(visit, changeForm(visit.text))),
      // Members who do not prove a number lose the roles, so that it takes what giving them took.
      [doorRoutes.ask.name]: forAdmins<ButtonInteraction>(async (visit) =>
        askWhether(parts, visit, await whyNot(parts, visit)),
      ),
      [doorRoutes.askThem.name]: forAdmins<ButtonInteraction>(async (visit) =>
        askThem(parts, visit, await whyNot(parts, visit)),
      ),
      [doorRoutes.askList.name]: forAdmins<ButtonInteraction>((visit) => listThem(parts, visit)),
      [doorRoutes.askBack.name]: showing<ButtonInteraction>(async () => []),
      // To close it gives nothing to anybody, so every admin may.
      [doorRoutes.close.name]: showing<ButtonInteraction>(async ({ who, text }) => {
        const isClosed = await door.close(who.serverId, who.memberId);
        log.info({ server: who.serverId }, 'an open gate was closed');
        return [text.t(isClosed ? 'door.news.closed' : 'door.news.closedBefore')];
      }),
    },
    modals: {
      [doorRoutes.opened.name]: showing<ModalSubmitInteraction>(async (visit) => {
        const { interaction, who, text, drafts } = visit;
        const endsAt = endIn(interaction, clock.now());
        const reason = fitToShow(textIn(interaction.fields, doorFields.reason)).slice(0, DOOR_REASON.most);
        const why =
          reason.trim().length < DOOR_REASON.least ? text.t('door.news.noReason') : await whyNot(parts, visit);
        if (why !== undefined) {
          drafts.keep(who, interaction);
          return [`⚠️ ${why}`];
        }
        const isOpened = await door.open(who.serverId, who.memberId, reason, endsAt);
        if (!isOpened) drafts.keep(who, interaction);
        else
          log.info(
            { server: who.serverId, hours: Math.round((endsAt - clock.now()) / 3_600_000) },
            'a gate was opened',
          );
        return [text.t(isOpened ? 'door.news.opened' : 'door.news.openBefore')];
      }),
      [doorRoutes.changed.name]: showing<ModalSubmitInteraction>(async (visit) => {
        const why = await whyNot(parts, visit);
        if (why !== undefined) return [`⚠️ ${why}`];
        const isChanged = await door.changeEnd(visit.who.serverId, endIn(visit.interaction, clock.now()));
        return [visit.text.t(isChanged ? 'door.news.changed' : 'door.news.closedBefore')];
      }),
    },
  };
}

/** When the chosen hours are over. Throws `OutOfDate` for what is not offered. */
function endIn({ fields }: ModalSubmitInteraction, now: number): number {
  const [hours = ''] = choicesIn(fields, doorFields.hours);
  const endsAt = endAfter(hours, now);
  if (endsAt === undefined) throw new OutOfDate();
  return endsAt;
}

/** Why somebody may not let everybody in: they could not give them the role themselves. */
async function whyNot({ editor, preflight }: SetupParts, { interaction, who, text }: Visit<Asked>) {
  const { t } = text;
  const settings = await editor.load(who.serverId);
  const roles = givenBy(settings);
  if (roles.length === 0) return t('door.news.noRole');
  const look = await preflight.look(who.serverId);
  if (look.is === 'unseen') return t('setup.notTheirs.unseen');
  const chooser = { memberId: who.memberId, roleIds: heldRoles(interaction) };
  if (mayGiveFreely(settings, look.snapshot, chooser)) return undefined;
  return t('door.news.notTheirs', { role: roleList(roles, text) });
}
