/** @module-tag long */
import { describe, expect } from 'vitest';
import { tabTo } from './open.ts';
import { another, begin, it, miraMasked, sendTo } from './visiting.ts';
import { german } from './visitor.ts';

describe('people', () => {
  it('nobody sees the answers of another, nor their number', async ({ visitor }) => {
    await sendTo(visitor);
    await visitor.playAs('Jonas Feld');
    await visitor.notice.waitFor();
    expect(await visitor.privately.count()).toBe(0);
    expect(await visitor.page.getByText(miraMasked).count()).toBe(0);
    await visitor.playAs('Mira Vale');
    await visitor.sees(miraMasked);
  });

  it('Jonas is answered in German throughout, the SMS included', async ({ visitor }) => {
    const { page } = visitor;
    await visitor.playAs('Jonas Feld');
    await page.getByRole('combobox', { name: 'Slash command' }).fill('/best');
    await page.getByRole('option', { name: '/bestätigen' }).click();
    await visitor.form.getByText('Wir schicken einen Code per SMS an deine Nummer').waitFor();
    expect(await visitor.form.getByLabel('Ländervorwahl').inputValue()).toBe('+49');
    await visitor.enterNumber('0171 39200001', german);
    await visitor.sees(/Stimmt das Land: .*Deutschland/);
    await visitor.press('Ja');
    await visitor.sees('Drücke Code senden');
    await visitor.press('Code senden');
    await visitor.sees('Dein Code ist unterwegs');
    await visitor.sees(/Der Code läuft in 5 Minuten ab/);
    expect(await visitor.buttons()).toEqual({
      'Code senden': 'off',
      'Neuen Code senden': 'off',
      'Code eingeben': 'on',
      'Nummer ändern': 'on',
      'Es klappt nicht': 'on',
    });
    await visitor.skip(1);
    await visitor.sees('Dein Code wurde zugestellt');
    await visitor.texts
      .getByText(/^\d{4} ist dein Code für Lantern Bay\. Er gilt 5 min\. Gib ihn nie weiter\.$/)
      .waitFor();
    const code = await visitor.code();
    await visitor.submit(another(code), german);
    await visitor.sees('noch 2 Versuche');
    await visitor.submit(code, german);
    await visitor.sees('Du bist bestätigt');
    await visitor.person('Jonas Feld Verified').waitFor();
  });
});

describe('by keyboard alone', () => {
  it('a member gets from the notice to the role', async ({ visitor }) => {
    const { page } = visitor;
    const { keyboard } = page;
    await tabTo(page, 'Verify');
    await keyboard.press('Enter');
    await visitor.form.waitFor();
    await keyboard.press('Tab');
    await keyboard.type('+1 415 555 0123');
    await keyboard.press('Tab');
    await keyboard.press('Space');
    await keyboard.press('Enter');
    await visitor.sees('Press Send OTP');
    await tabTo(page, 'Send OTP');
    await keyboard.press('Enter');
    await visitor.sees('Your code is on its way');
    await tabTo(page, 'Skip 1 min');
    await keyboard.press('Enter');
    const code = await visitor.code();
    await visitor.sees('Your code was delivered');
    expect(await page.locator('#announcer').textContent()).toMatch(/New text on Mira Vale's phone|was delivered/);
    await tabTo(page, 'Submit');
    await keyboard.press('Enter');
    await visitor.form.waitFor();
    await keyboard.type(code);
    await keyboard.press('Enter');
    await visitor.sees('You are verified');
    await tabTo(page, 'lounge');
    await keyboard.press('Enter');
    await page.getByRole('main', { name: '#lounge' }).waitFor();
  });

  describe('before /setup', () => {
    it.override('setUp', false);
    it('the admin sets the role and the channel up in the command box', async ({ visitor }) => {
      const { page } = visitor;
      const { keyboard } = page;
      await visitor.person('Mira Vale').focus();
      await keyboard.press('ArrowRight');
      await keyboard.press('ArrowRight');
      await page.getByRole('region', { name: "Ada Quill's phone" }).waitFor();
      await page.getByRole('combobox', { name: 'Slash command' }).focus();
      await keyboard.type('/set');
      await page.getByRole('option', { name: '/setup' }).waitFor();
      await keyboard.press('Enter');
      for (const name of ['role', 'channel']) {
        await page.getByRole('combobox', { name, exact: true }).and(page.locator(':focus')).waitFor();
        await keyboard.type('ver');
        await keyboard.press('Enter');
        await keyboard.press('Tab');
      }
      await page.getByRole('combobox', { name: 'role: @Verified' }).waitFor();
      await page.getByRole('combobox', { name: 'channel: #verify' }).waitFor();
      await tabTo(page, 'Run');
      await keyboard.press('Enter');
      await visitor.sees('Verification is ready');
      await visitor.sees('Verified members get @Verified.');
      await visitor.sees('The notice with the Verify button is in #verify.');
      await visitor.notice.getByRole('button', { name: 'Verify', exact: true }).waitFor();
    });
  });
});

describe('on a narrow screen', () => {
  it.override('look', { viewport: { width: 390, height: 844 }, colorScheme: 'dark', hasTouch: true });
  it('everything is reached, and nothing sticks out', async ({ visitor }) => {
    const { page } = visitor;
    const fits = async () =>
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    await fits();
    await begin(visitor);
    await visitor.press('Send OTP');
    await visitor.sees('Your code is on its way');
    await fits();
    await visitor.show('Tools');
    await visitor.skip(1);
    await fits();
    await page.getByRole('button', { name: 'Phone 1 new' }).click();
    const code = await visitor.code();
    await fits();
    await visitor.show('Server');
    await visitor.submit(code);
    await visitor.sees('You are verified');
    await fits();
    await visitor.channel('lounge').click();
    await page.getByRole('main', { name: '#lounge' }).waitFor();
    await fits();
  });
});
