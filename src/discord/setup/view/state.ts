import type { ServerSettings } from '../../../gate/settings.ts';
import type { NoticeState } from '../../notice.ts';
import type { Obstacle } from '../../preflight/obstacles.ts';
import type { Page } from '../ids.ts';

/** All that the screen is drawn from. */
export interface ScreenState {
  readonly botId: string;
  readonly applicationId: string;
  readonly settings: ServerSettings;
  readonly obstacles: readonly Obstacle[];
  readonly notice: NoticeState;
  readonly page: Page;
  /** What just happened. */
  readonly news: readonly string[];
}
