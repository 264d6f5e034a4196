import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { realClient, serveTwilio } from './served.ts';
import { ask } from './shape.ts';

let twilio: Awaited<ReturnType<typeof serveTwilio>>;
let client: ReturnType<typeof realClient>;

beforeEach(async () => {
  twilio = await serveTwilio();
  client = realClient(twilio.url);
});
afterEach(() => twilio.close());

const number = '+14155550123';
const fields = 'line_type_intelligence';
const look = (of = number) => client.lookups.v2.phoneNumbers(of).fetch({ fields });

describe('Lookup', () => {
  it('tells the type of a line, with the fields of the real one', async () => {
    expect(await look()).toMatchObject({
      phoneNumber: number,
      countryCode: 'US',
      callingCountryCode: '1',
      nationalFormat: '(415) 555-0123',
      valid: true,
      lineTypeIntelligence: { type: 'mobile', errorCode: null, carrierName: expect.any(String) },
    });
    const { body } = await ask(twilio.url, `/v2/PhoneNumbers/${number}?Fields=${fields}`);
    expect(Object.keys(body).toSorted()).toEqual(
      [
        'call_forwarding caller_name calling_country_code country_code identity_match line_status line_type_intelligence national_format',
        'phone_number phone_number_quality_score pre_fill reassigned_number sim_swap sms_pumping_risk url valid validation_errors',
      ]
        .join(' ')
        .split(' '),
    );
    expect(Object.keys(body.line_type_intelligence).toSorted()).toEqual(
      'carrier_name error_code mobile_country_code mobile_network_code type'.split(' '),
    );
    expect(twilio.world.lookups).toEqual([number, number]);
  });

  it.each([
    ['voip', 'nonFixedVoip'],
    ['landline', 'landline'],
  ])('%s: %s', async (fault, type) => {
    twilio.world.setFaults({ [fault]: true });
    expect(await look()).toMatchObject({ lineTypeIntelligence: { type } });
  });

  it.each(['fixedVoip', 'personal', 'tollFree', 'premium', 'pager', 'unknown'] as const)(
    'knows a %s line',
    async (type) => {
      twilio.world.lines.set(number, type);
      expect(await look()).toMatchObject({ lineTypeIntelligence: { type } });
    },
  );

  it.each([60_600, 60_606])('%i: no data, and no type', async (code) => {
    twilio.world.lines.set(number, code);
    expect(await look()).toMatchObject({ valid: true, lineTypeIntelligence: { type: null, errorCode: code } });
  });

  it('tells Canadian lines only to an approved account', async () => {
    expect(await look('+16135550123')).toMatchObject({
      countryCode: 'CA',
      lineTypeIntelligence: { errorCode: 60_601 },
    });
    twilio.world.npacApproved = true;
    expect(await look('+16135550123')).toMatchObject({ lineTypeIntelligence: { type: 'mobile' } });
  });

  it.each([
    ['+1415555012', 'TOO_SHORT'],
    ['+141555501234', 'TOO_LONG'],
    ['+999123456789', 'INVALID_COUNTRY_CODE'],
  ])('%s is not valid: %s', async (wrong, why) => {
    expect(await look(wrong)).toMatchObject({ valid: false, validationErrors: [why], lineTypeIntelligence: null });
  });

  it('costs nothing without a field, and names those that it does not know', async () => {
    expect(await client.lookups.v2.phoneNumbers(number).fetch()).toMatchObject({ lineTypeIntelligence: null });
    expect(twilio.world.lookups).toEqual([]);
    await expect(client.lookups.v2.phoneNumbers(number).fetch({ fields: 'sim_swap' })).rejects.toMatchObject({
      status: 501,
    });
  });

  it('is down by itself', async () => {
    twilio.world.setFaults({ lookupDown: true });
    await expect(look()).rejects.toMatchObject({ status: 503 });
    await expect(client.messages.create({ to: number, from: '+14155550100', body: 'Hello' })).resolves.toBeDefined();
  });
});

describe('Pricing', () => {
  it('tells what an SMS costs by country and network', async () => {
    const found = await client.pricing.v1.messaging.countries('us').fetch();
    expect(found).toMatchObject({ country: 'United States', isoCountry: 'US', priceUnit: 'USD' });
    expect(found.outboundSmsPrices).toHaveLength(2);
    const [price] = Object(found.outboundSmsPrices[0]).prices;
    expect(price).toEqual({ number_type: 'mobile', base_price: '0.0083', current_price: '0.0083' });
  });

  it('tells what a minute of a call costs, by prefix', async () => {
    const found = await client.pricing.v2.voice.countries('DE').fetch();
    expect(found).toMatchObject({ isoCountry: 'DE', priceUnit: 'USD' });
    expect(found.outboundPrefixPrices).toHaveLength(2);
  });

  it.each([
    ['/v1/Messaging/Countries/DE', 'country inbound_sms_prices iso_country outbound_sms_prices price_unit url'],
    ['/v2/Voice/Countries/DE', 'country inbound_call_prices iso_country outbound_prefix_prices price_unit url'],
  ])('%s has the fields of the real one', async (path, fields) => {
    const { body } = await ask(twilio.url, path);
    expect(Object.keys(body).toSorted()).toEqual(fields.split(' '));
  });

  it('lists the countries, and knows no other', async () => {
    expect(await client.pricing.v1.messaging.countries.list({ limit: 60 })).toHaveLength(60);
    await expect(client.pricing.v1.messaging.countries('XX').fetch()).rejects.toMatchObject({ status: 404 });
    await expect(client.pricing.v2.voice.countries('XX').fetch()).rejects.toMatchObject({ status: 404 });
  });
});
