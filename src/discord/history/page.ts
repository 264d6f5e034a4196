import type { APIComponentInContainer } from 'discord.js';
import { chosenIn, type SettingsEntry, type SettingsHistory } from '../../gate/settings/history.ts';
import type { Text } from '../../text/texts.ts';
import type { PageContent } from '../setup/pages.ts';
import { heading, press, row, section, text } from '../setup/views/controls.ts';
import { dated } from '../ui/parts.ts';
import { historyRoutes } from './ids.ts';
import { entryLines } from './lines.ts';

/** Entries of one page: each takes three of the forty parts that a message may have. */
const SHOWN = 5;
/** Characters of one entry, of the 4,000 of a message. */
const MOST_SHOWN = 420;

/** The page of `/setup` with what was changed, the newest first. @param before begins with what is older than this revision */
export function historyPage(history: Pick<SettingsHistory, 'latest'>, before?: number): PageContent {
  return async ({ serverId }, words) => {
    const { t } = words;
    const found = await history.latest(serverId, SHOWN + 1, before);
    const shown = found.slice(0, SHOWN);
    const oldest = shown.at(-1)?.revision ?? 0;
    const isMore = found.length > SHOWN;
    const steps = [
      press(historyRoutes.show, String(oldest), t('history.older'), { disabled: !isMore }),
      press(historyRoutes.show, 'latest', t('history.latest'), { disabled: before === undefined }),
      press(historyRoutes.csv, 'all', t('history.csv'), { disabled: shown.length === 0 }),
    ];
    return [
      text(heading(t('history.title'), t(shown.length > 0 ? 'history.hint' : 'history.empty'))),
      ...shown.map((entry) => entryPart(entry, words)),
      row(...steps),
    ];
  };
}

/** An entry, with a button where it can be undone. */
function entryPart(entry: SettingsEntry, words: Text): APIComponentInContainer {
  const content = [`-# ${dated(entry.at)}`, ...shortened(entryLines(entry, words), words)].join('\n');
  if (chosenIn(entry).length === 0) return text(content);
  return section(content, press(historyRoutes.undo, String(entry.revision), words.t('history.undo')));
}

/** The first lines of an entry, and how many more there are. */
function shortened(lines: readonly string[], { t }: Text): string[] {
  let room = MOST_SHOWN;
  const shown = lines.filter((line, index) => {
    room -= line.length;
    return index === 0 || room >= 0;
  });
  const more = lines.length - shown.length;
  return more > 0 ? [...shown, t('history.moreOfIt', { count: more })] : shown;
}
