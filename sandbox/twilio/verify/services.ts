import { randomBytes } from 'node:crypto';
import type { Clock } from '../model.ts';
import type { ServiceSettings, VerifyBook, VerifyService } from './model.ts';

/** As Twilio makes a service that is given nothing but its name. */
export const asMade: Omit<ServiceSettings, 'friendlyName'> = {
  codeLength: 6,
  lookupEnabled: false,
  skipSmsToLandlines: false,
  dtmfInputRequired: false,
  doNotShareWarningEnabled: false,
  customCodeEnabled: false,
  whatsappFrom: null,
  whatsappServiceSid: null,
};

const ready: ServiceSettings = {
  ...asMade,
  friendlyName: 'Lantern Bay',
  customCodeEnabled: true,
  dtmfInputRequired: true,
  whatsappFrom: 'whatsapp:+14155550101',
  whatsappServiceSid: `MG${'7'.repeat(32)}`,
};

type ServiceBook = Pick<VerifyBook, 'services' | 'service' | 'addService' | 'updateService' | 'removeService'>;

/** The Verify services of the account. */
export function createServiceBook(clock: Clock, changed: () => void): ServiceBook {
  const services = new Map<string, VerifyService>();

  function keep(service: VerifyService): VerifyService {
    services.set(service.sid, service);
    changed();
    return service;
  }

  return {
    services: () => [...services.values()],
    service: (sid) => services.get(sid),
    addService(settings = {}) {
      const now = clock.now();
      const sid = `VA${randomBytes(16).toString('hex')}`;
      const accountSid = `AC${'0'.repeat(32)}`;
      return keep({ sid, accountSid, ...ready, ...settings, createdAt: now, updatedAt: now });
    },
    updateService(sid, change) {
      const service = services.get(sid);
      if (service) keep({ ...service, ...change, updatedAt: clock.now() });
    },
    removeService(sid) {
      services.delete(sid);
      changed();
    },
  };
}
