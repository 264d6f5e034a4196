import type { Ms } from '../../../clock.ts';
import type { RoleMoveProgress } from '../../../gate/roles/role-move.ts';
import type { ServerSettings } from '../../../gate/settings/settings.ts';
import type { Ways } from '../../../otp/channels/ways.ts';
import type { NoticeState } from '../../notice/notice.ts';
import type { Chooser } from '../../preflight/lending.ts';
import type { Obstacle } from '../../preflight/obstacles.ts';
import type { Look } from '../../preflight/preflight.ts';
import type { Page } from '../ids.ts';

/** All that the screen is drawn from. */
export interface ScreenState {
  readonly serverId: string;
  readonly botId: string;
  readonly applicationId: string;
  readonly settings: ServerSettings;
  /** The server, as it was just looked at. */
  readonly look: Look;
  /** Who looks at the screen. */
  readonly chooser: Chooser;
  readonly obstacles: readonly Obstacle[];
  readonly notice: NoticeState;
  /** Until when the gate is open to everybody. */
  readonly openUntil?: Ms | undefined;
  /** How far members are who were given other roles than those that are chosen. */
  readonly move: RoleMoveProgress;
  /** Whether the kind of a line is looked up before the first SMS to it. */
  readonly looksUpLines: boolean;
  /** Calls and WhatsApp, where the operator has switched them on. */
  readonly ways: Ways;
  readonly page: Page;
  /** What just happened. */
  readonly news: readonly string[];
}

/** Whether the server could not be looked at: then nothing that Discord has a right for can be chosen. */
export function isUnread({ obstacles }: Pick<ScreenState, 'obstacles'>): boolean {
  return obstacles.some(({ is }) => is === 'discordUnavailable' || is === 'notInServer');
}
