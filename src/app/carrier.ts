import type { SmsProblem, SmsSender } from '../otp/sms.ts';

/** Refusals that every number would have met. */
const everybodys: readonly SmsProblem[] = ['configuration', 'busy', 'sender', 'noSender', 'dayFull', 'noConnection'];

/** `sms`, and whether its latest SMS was refused for no fault of its number. */
export function watchCarrier<S extends SmsSender>(sms: S): { readonly sms: S; readonly isRefusing: () => boolean } {
  let refusing = false;
  const send: SmsSender['send'] = async (message) => {
    const result = await sms.send(message);
    refusing = result.is === 'refused' && everybodys.includes(result.problem);
    return result;
  };
  return { sms: { ...sms, send }, isRefusing: () => refusing };
}
