import type { ButtonInteraction, ChatInputCommandInteraction } from 'discord.js';
import type { Who } from '../../base/member-ref.ts';
import type { Clock } from '../../clock.ts';
import { remainingOf } from '../../gate/endings/ending.ts';
import type { SettingsStore } from '../../gate/ports.ts';
import { isEmpty, type Privacy } from '../../gate/privacy/privacy.ts';
import { freshSettings } from '../../gate/settings/settings.ts';
import type { Log } from '../../log.ts';
import { answer, answerWithFiles, promise, promiseBeside } from '../interactions/answers.ts';
import type { Visit } from '../interactions/visit.ts';
import { dataFile } from './file.ts';
import { askView, erasedView } from './views/deletion.ts';
import { downloadView, nothingView, pageView } from './views/page.ts';

export interface PrivacySteps {
  readonly privacy: Privacy;
  readonly settings: SettingsStore;
  /** Stops drawing a member's panel, which shows what is deleted. */
  readonly panels: { forget(who: Who): void };
  readonly clock: Clock;
  readonly log: Log;
}

type Asking = ChatInputCommandInteraction | ButtonInteraction;

/** `/privacy`, and Keep: what is stored about the member who asks. */
export async function showPage(
  { privacy, settings, clock }: PrivacySteps,
  { interaction, who, text }: Visit<Asking>,
): Promise<void> {
  await promise(interaction);
  const [data, server] = await Promise.all([privacy.read(who), settings.load(who.serverId)]);
  const remaining = data.entry && remainingOf(data.entry, server ?? freshSettings, clock.now());
  await answer(interaction, pageView(data, text, remaining));
}

/** Download was pressed: all of it as a file, in a message of its own. */
export async function download(
  { privacy, clock }: PrivacySteps,
  { interaction, who, text }: Visit<ButtonInteraction>,
): Promise<void> {
  await promiseBeside(interaction);
  const data = await privacy.read(who);
  if (isEmpty(data)) return answer(interaction, nothingView(text, data));
  const { name, content } = dataFile(who, data, clock.now());
  await answerWithFiles(interaction, downloadView(name, text), [{ name, data: content }]);
}

/** Delete was pressed: say what happens, and ask. */
export async function askToDelete(
  { privacy, settings }: PrivacySteps,
  { interaction, who, text }: Visit<ButtonInteraction>,
): Promise<void> {
  await promise(interaction);
  const [data, server] = await Promise.all([privacy.read(who), settings.load(who.serverId)]);
  await answer(interaction, isEmpty(data) ? nothingView(text, data) : askView(data, server?.roleId, text));
}

/** Confirm was pressed: delete, and say what is left. */
export async function confirmDeletion(
  { privacy, settings, panels, log }: PrivacySteps,
  visit: Visit<ButtonInteraction>,
): Promise<void> {
  const { interaction, who, text } = visit;
  await promise(interaction);
  const erased = await privacy.erase(who);
  panels.forget(who);
  visit.drafts.forget(who);
  log.info({ outcome: erased.is }, 'a member asked for their data to be deleted');
  const server = await settings.load(who.serverId);
  await answer(interaction, erasedView(erased, server?.roleId, text));
}
