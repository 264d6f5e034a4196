import { prettyFactory } from 'pino-pretty';

/** A line of the log as a person at a terminal reads it. */
export const forTerminal: (line: string) => string = prettyFactory({
  ignore: 'pid,hostname',
  translateTime: 'SYS:HH:MM:ss',
});
