import type { Page } from 'playwright-core';

/** Sets a switch of the page, whose group is opened first where it is closed, and waits until it stands so. */
export async function setSwitch(page: Page, name: string, on: boolean): Promise<void> {
  const group = page.locator('details', { has: page.getByRole('switch', { name, includeHidden: true }) });
  if ((await group.count()) > 0 && (await group.getAttribute('open')) === null) await group.locator('summary').click();
  await page.getByRole('switch', { name, checked: !on }).click();
  await page.getByRole('switch', { name, checked: on }).waitFor();
}

/** Opens a group of the tools. */
export async function openTools(page: Page, title: string): Promise<void> {
  const summary = page.locator('summary', { has: page.getByRole('heading', { name: title, exact: true }) });
  await summary.click();
}
