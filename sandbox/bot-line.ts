import type { BotLine, BotProcess } from './control/parts.ts';
import type { GatewayControl } from './discord/gateway/gateway.ts';
import type { Changes } from './world/changes.ts';

/**
 * The bot's connection as the page sees and moves it.
 * @param bell rings whenever a connection begins or ends
 */
export function createBotLine(gateway: GatewayControl, bell: Changes<void>, process: BotProcess | undefined): BotLine {
  let away = false;
  return {
    connected: () => gateway.connected() > 0,
    isCutOff: () => away,
    cutOff(on) {
      away = on;
      if (on) gateway.lose(4000);
      bell.emit();
    },
    hangUp: (code) => gateway.drop(code),
    process,
    watch(changed) {
      const ends = [bell.subscribe(changed), process?.watch(changed)];
      return () => {
        for (const end of ends) end?.();
      };
    },
  };
}
