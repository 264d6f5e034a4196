import type { Handlers } from '../interactions/router.ts';
import { requestRoutes } from './ids.ts';
import { openHelpRequestForm, openReply, submitHelpRequest, submitReply } from './member.ts';
import type { RequestSteps } from './parts.ts';
import { openStaffForm, submitNewTries, submitQuestion, submitVerdict } from './staff.ts';

/** The buttons and forms of requests to the staff. */
export function requestHandlers(steps: RequestSteps): Pick<Handlers, 'buttons' | 'modals'> {
  return {
    buttons: {
      [requestRoutes.open.name]: (visit) => openHelpRequestForm(steps, visit),
      [requestRoutes.goOn.name]: (visit) => steps.goOn(visit),
      [requestRoutes.reply.name]: (visit) => openReply(steps, visit),
      [requestRoutes.approve.name]: (visit) => openStaffForm(steps, visit, 'approve'),
      [requestRoutes.move.name]: (visit) => openStaffForm(steps, visit, 'move'),
      [requestRoutes.decline.name]: (visit) => openStaffForm(steps, visit, 'decline'),
      [requestRoutes.ask.name]: (visit) => openStaffForm(steps, visit, 'ask'),
      [requestRoutes.reset.name]: (visit) => openStaffForm(steps, visit, 'reset'),
    },
    modals: {
      [requestRoutes.open.name]: (visit) => submitHelpRequest(steps, visit),
      [requestRoutes.reply.name]: (visit) => submitReply(steps, visit),
      [requestRoutes.approve.name]: (visit) => submitVerdict(steps, visit, 'approve'),
      [requestRoutes.move.name]: (visit) => submitVerdict(steps, visit, 'move'),
      [requestRoutes.decline.name]: (visit) => submitVerdict(steps, visit, 'decline'),
      [requestRoutes.ask.name]: (visit) => submitQuestion(steps, visit),
      [requestRoutes.reset.name]: (visit) => submitNewTries(steps, visit),
    },
  };
}
