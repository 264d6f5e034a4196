import type { Handlers } from '../interactions/router.ts';
import { privacyRoutes } from './ids.ts';
import { askToDelete, confirmDeletion, download, type PrivacySteps, showPage } from './page.ts';

/** The buttons of the page of one's data. */
export function privacyHandlers(steps: PrivacySteps): Pick<Handlers, 'buttons'> {
  return {
    buttons: {
      [privacyRoutes.download.name]: (visit) => download(steps, visit),
      [privacyRoutes.delete.name]: (visit) => askToDelete(steps, visit),
      [privacyRoutes.confirm.name]: (visit) => confirmDeletion(steps, visit),
      [privacyRoutes.keep.name]: (visit) => showPage(steps, visit),
    },
  };
}
