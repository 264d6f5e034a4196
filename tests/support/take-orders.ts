import process from 'node:process';

/** In a process of a crew (`crew.ts`): gets ready for each order, says so, and works when it is told to. */
export function takeOrders<Order, Report>(getReady: (order: Order) => Promise<() => Promise<Report>>): void {
  let work: (() => Promise<Report>) | undefined;
  process.on('message', async (message) => {
    if (work === undefined) {
      work = await getReady(message as Order);
      process.send?.('ready');
      return;
    }
    const report = await work();
    work = undefined;
    process.send?.(report);
  });
}
