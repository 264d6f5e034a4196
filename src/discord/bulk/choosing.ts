import type { AnySelectMenuInteraction, ModalSubmitInteraction } from 'discord.js';
import type { Ms } from '../../clock.ts';
import { textOfFile } from '../../gate/bulk/file-text.ts';
import { idsIn } from '../../gate/bulk/ids-in-text.ts';
import { givenBy } from '../../gate/settings/role-rules.ts';
import type { ServerSettings } from '../../gate/settings/settings.ts';
import { answer } from '../interactions/answers.ts';
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
  const before = dayIn(textIn(visit.interaction.fields, bulkFields.day));
  if (before !== undefined) return count(parts, visit, server, { is: 'joined', before });
  visit.drafts.keep(visit.who, visit.interaction);
  return showBulk(parts, visit, `⚠️ ${visit.text.t('bulk.joined.notADay')}`);
}

/** The beginning of a UTC day, as 2026-01-31 or 31.1.2026; undefined for what is none. */
export function dayIn(typed: string): Ms | undefined {
  const text = typed.trim();
  const [, year = '', month = '', day = ''] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text) ?? turned(text);
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const isThere = year !== '' && date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
  return isThere ? date.getTime() : undefined;
}

function turned(text: string): readonly string[] {
  const [whole, day, month, year] = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/.exec(text) ?? [];
  return whole && day && month && year ? [whole, year, month, day] : [];
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
