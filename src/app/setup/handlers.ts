import { type HistoryParts, historyHandlers } from '../../discord/history/handlers.ts';
import { mergeHandlers } from '../../discord/interactions/router.ts';
import { welcomeHandlers } from '../../discord/welcome/handlers.ts';

/** What can be pressed on the pages of `/setup` about its history and about the greeting. */
export const featureHandlers = (parts: HistoryParts) => mergeHandlers([historyHandlers(parts), welcomeHandlers(parts)]);
