import type { ButtonInteraction, ModalSubmitInteraction } from 'discord.js';
import type { Clock } from '../../clock.ts';
import type { HelpRequests, Journal, Roster, SettingsStore } from '../../gate/ports.ts';
import type { Admission } from '../../gate/roster/admission.ts';
import type { Decisions } from '../../gate/staff/decisions.ts';
import type { Members } from '../../gate/staff/members.ts';
import type { HelpDesk, StaffBoard } from '../../gate/staff/requests.ts';
import type { Verifier } from '../../otp/verifier.ts';
import { answer, promiseBeside } from '../interactions/answers.ts';
import type { Visit } from '../interactions/visit.ts';
import type { Languages } from '../language/languages.ts';
import type { StaffParts } from '../member/parts.ts';
import type { WriteTo } from '../rest/direct-messages.ts';
import type { Servers } from '../rest/servers.ts';
import type { View } from '../ui/parts.ts';

/** What the steps of a request work with. */
export interface RequestSteps {
  readonly helpDesk: HelpDesk;
  readonly verifier: Pick<Verifier, 'look'>;
  readonly admission: Pick<Admission, 'ownBlock'>;
  readonly journal: Pick<Journal, 'ofMember'>;
  readonly decisions: Decisions;
  readonly requests: HelpRequests;
  readonly board: StaffBoard;
  readonly roster: Roster;
  readonly settings: SettingsStore;
  readonly servers: Servers;
  readonly writeTo: WriteTo;
  readonly counters: StaffParts['counters'];
  readonly members: Pick<Members, 'reset'>;
  readonly panels: StaffParts['panels'];
  readonly languages: Languages;
  readonly clock: Clock;
  /** Goes on to verifying, past what the member has been told. */
  readonly goOn: (visit: Visit<ButtonInteraction>) => Promise<void>;
}

/** Answers in a message of its own. */
export async function answerBeside(interaction: ButtonInteraction | ModalSubmitInteraction, view: View): Promise<void> {
  await promiseBeside(interaction);
  await answer(interaction, view);
}
