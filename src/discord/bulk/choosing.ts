import type { AnySelectMenuInteraction, ModalSubmitInteraction } from 'discord.js';
import { textOfFile } from '../../gate/bulk/file-text.ts';
import { idsIn } from '../../gate/bulk/ids-in-text.ts';
import { givenBy } from '../../gate/settings/role-rules.ts';
import type { ServerSettings } from '../../gate/settings/settings.ts';
import { answer } from '../interactions/answers.ts';
import { dayIn } from '../interactions/day.ts';
import { fileIn, isSnowflake, OutOfDate, textIn } from '../interactions/reading.ts';
import type { Asked, Visit } from '../interactions/visit.ts';
import { refusalCode } from '../rest/errors.ts';
import { tryAgainView } from '../verify/views/steps.ts';
import { forBulk } from './access.ts';
import { type Choice, countBulk } from './counting.ts';
import { bulkFields } from './ids.ts';
import type { BulkSteps } from './parts.ts';
import { showBulk } from './screen.ts';
import { countedView } from './views/counted.ts';

/** A role was chosen: counts those who have it. */
export async function chooseRole(parts: BulkSteps, visit: Visit<AnySelectMenuInteraction>): Promise<void> {
  const server = await forBulk(parts, visit, 'give');
  if (!server) return;
  const [roleId = ''] = visit.interaction.values;
  if (!isSnowflake(roleId)) throw new OutOfDate();
  await count(parts, visit, server, { is: 'role', roleId });
}

/** A day was typed: counts those who joined before it. */
export async function chooseDay(parts: BulkSteps, visit: Visit<ModalSubmitInteraction>): Promise<void> {
  const server = await forBulk(parts, visit, 'give');
  if (!server) return;
  const day = dayIn(textIn(visit.interaction.fields, bulkFields.day), visit.text.locale);
  if (day !== undefined) return count(parts, visit, server, { is: 'joined', before: Date.parse(day) });
  visit.drafts.keep(visit.who, visit.interaction);
  return showBulk(parts, visit, `⚠️ ${visit.text.t('bulk.joined.notADay')}`);
}

/** A file was sent: reads it, and counts. */
export async function chooseFile(parts: BulkSteps, visit: Visit<ModalSubmitInteraction>): Promise<void> {
  const { t } = visit.text;
  const server = await forBulk(parts, visit, 'give');
  if (!server) return;
  const file = fileIn(visit.interaction.fields, bulkFields.file);
  const downloaded = await parts.download(file);
  if (downloaded.is !== 'read') return showBulk(parts, visit, `⚠️ ${t(`bulk.file.${downloaded.is}`)}`);
  const text = textOfFile(downloaded.bytes);
  if (text === undefined) return showBulk(parts, visit, `⚠️ ${t('bulk.file.noText')}`);
  await count(parts, visit, server, { is: 'file', list: idsIn(text) });
}

/** Counts, and keeps who they are until somebody says that it begins. */
async function count(parts: BulkSteps, visit: Visit<Asked>, server: ServerSettings, choice: Choice): Promise<void> {
  const { interaction, who, text } = visit;
  const { lists, clock } = parts;
  if (!lists && choice.is !== 'file') throw new OutOfDate();
  const { serverId } = who;
  try {
    const counted = await countBulk(parts, { serverId, choice, given: givenBy(server), lists, now: clock.now() });
    const { memberIds } = counted;
    const id = memberIds.length > 0 ? parts.newId() : undefined;
    if (id !== undefined) await parts.bulkRuns.keep({ id, serverId, by: who.memberId, at: clock.now() }, memberIds);
    await answer(interaction, countedView(choice, counted, id, text));
  } catch (error) {
    // Discord lists members only to a bot whose intent is switched on in its portal, too.
    if (refusalCode(error) === undefined) throw error;
    await answer(interaction, tryAgainView(text.t('bulk.notListed'), text));
  }
}
