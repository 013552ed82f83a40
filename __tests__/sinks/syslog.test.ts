import { afterEach, describe, expect, it } from '@jest/globals';
import { entryKey } from '../../src/model/entry-key.ts';
import type { KeyState } from '../../src/ports.ts';
import { parseSinks } from '../../src/sinks/config.ts';
import type { SinkSurroundings } from '../../src/sinks/sink-type.ts';
import { baseRecord } from '../support/base-record.ts';
import { testIdentity } from '../support/client-certificate.ts';
import { sinkSurroundings } from '../support/sink-surroundings.ts';
import { type SyslogReceiver, type SyslogReceiverOptions, startSyslogReceiver } from '../support/syslog-receiver.ts';
import { testTls } from '../support/test-tls.ts';
import { entryOf, firstTry } from './entries.ts';

const receivers: SyslogReceiver[] = [];

afterEach(async () => {
  await Promise.all(receivers.splice(0).map((receiver) => receiver.close()));
});

async function newReceiver(options: SyslogReceiverOptions = {}): Promise<SyslogReceiver> {
  const receiver = await startSyslogReceiver(options);
  receivers.push(receiver);
  return receiver;
}

async function configured(config: object) {
  const { ca } = await testTls();
  const [sink] = await parseSinks(JSON.stringify([{ type: 'syslog', host: '127.0.0.1', ca, ...config }]));
  if (sink === undefined) throw new Error('no sink');
  return sink;
}

async function newSink(config: object, changes: Partial<SinkSurroundings> = {}) {
  return (await configured(config)).create(sinkSurroundings(changes));
}

/** What became of entry 1, with the states of its key that were told. */
async function delivered(config: object, { changes = {}, patience = 10_000 } = {}) {
  const states: KeyState[] = [];
  const noteKey = async (state: KeyState) => void states.push(state);
  const sink = await newSink(config, changes);
  const delivery = await sink.deliver(entryOf(1), firstTry({ signal: AbortSignal.timeout(patience), noteKey }));
  return { ...delivery, states };
}

describe('the syslog sink', () => {
  it('is delivered as best effort when all was written and the receiver ended the connection', async () => {
    const receiver = await newReceiver();
    const document = { ...baseRecord() };
    const entry = entryOf(1, { document });
    const sink = await newSink({ port: receiver.port, 'max-bytes': 1_000_000 });
    expect(await sink.deliver(entry, firstTry())).toEqual({
      sink: 'syslog',
      status: 'delivered',
      location: `127.0.0.1:${receiver.port}#${entryKey(entry)}`,
      reason: expect.stringMatching(/^Best effort: .+ in order\.$/),
    });
    expect(receiver.complaints).toEqual([]);
    expect(receiver.messages).toMatchObject([
      {
        facility: 13,
        timestamp: entry.time,
        application: 'doorlog',
        process: '-',
        messageId: 'end',
        dataId: 'doorlog@32473',
        parameters: { key: entryKey(entry), recordId: entry.recordId, digest: entry.digest },
      },
    ]);
    expect(JSON.parse(receiver.messages[0]?.text ?? '')).toMatchObject({ key: entryKey(entry), record: document });
  });

  it('takes facility, enterprise number and vocabulary from its configuration when they are given', async () => {
    const receiver = await newReceiver();
    const sink = await newSink({ port: receiver.port, facility: 'local3', 'enterprise-id': 99_999, shape: 'ecs' });
    await sink.deliver(entryOf(1), firstTry());
    expect(receiver.messages).toMatchObject([{ facility: 19, dataId: 'doorlog@99999' }]);
    expect(JSON.parse(receiver.messages[0]?.text ?? '')).toMatchObject({ ecs: {}, event: { action: 'end' } });
  });

  it('sends many entries over one connection when they come together', async () => {
    const receiver = await newReceiver();
    const sink = await newSink({ port: receiver.port });
    const batch = Array.from({ length: 50 }, (_, index) => ({ entry: entryOf(index), key: 'unused' as const }));
    const deliveries = await sink.deliverBatch?.(batch, { signal: AbortSignal.timeout(10_000) });
    expect(deliveries?.map(({ status }) => status)).toEqual(batch.map(() => 'delivered'));
    expect(receiver.messages.map(({ parameters }) => parameters.key)).toEqual(
      batch.map(({ entry }) => entryKey(entry)),
    );
    expect(receiver.connections()).toBe(1);
  });

  it.each([
    ['the connection is reset halfway', { kind: 'reset', after: 10 }],
    ['the connection is reset instead of ended', { kind: 'rude' }],
  ] as const)('sends again and says that it may be there twice when %s', async (_, fault) => {
    const receiver = await newReceiver({ faults: [fault] });
    const delivery = await delivered({ port: receiver.port });
    expect(delivery).toMatchObject({ status: 'delivered', reason: expect.stringContaining('with the same key') });
    expect(receiver.connections()).toBe(2);
    expect(new Set(receiver.messages.map(({ parameters }) => parameters.key)).size).toBe(1);
  });

  it('says that it may be there twice when an earlier process tried', async () => {
    const receiver = await newReceiver();
    const sink = await newSink({ port: receiver.port });
    const delivery = await sink.deliver(entryOf(1), firstTry({ key: 'tried' }));
    expect(delivery.reason).toContain('An earlier attempt may have got there too');
  });

  it('is pending, and the receiver may have it, when the receiver never ends the connection', async () => {
    const receiver = await newReceiver({ faults: [{ kind: 'deaf' }] });
    const delivery = await delivered({ port: receiver.port }, { patience: 300 });
    expect(delivery).toMatchObject({ status: 'pending', reason: expect.stringContaining('may have it all the same') });
    expect(delivery.states).toEqual(['tried']);
  });

  it('is pending and not sent again at once when the receiver hangs up without a close_notify', async () => {
    const receiver = await newReceiver({ faults: [{ kind: 'crash' }] });
    const delivery = await delivered({ port: receiver.port });
    expect(delivery).toMatchObject({ status: 'pending', reason: expect.stringContaining('without a close_notify') });
    expect(delivery.states).toEqual(['tried']);
    expect(receiver.connections()).toBe(1);
  });

  it('fails, and the receiver may have it, when the receiver answers as none of syslog does', async () => {
    const receiver = await newReceiver({ faults: [{ kind: 'talking' }] });
    const delivery = await delivered({ port: receiver.port });
    expect(delivery).toMatchObject({ status: 'failed', reason: expect.stringContaining('no receiver of syslog') });
    expect(delivery.states).toEqual(['tried']);
  });

  it('is pending when the receiver does not read', async () => {
    const receiver = await newReceiver({ faults: [{ kind: 'stuck' }] });
    const sink = await newSink({ port: receiver.port, 'max-bytes': 1_048_576 });
    const document = { recordId: 'x', padding: 'x'.repeat(1_000_000) };
    const batch = Array.from({ length: 20 }, (_, index) => ({
      entry: entryOf(index, { document }),
      key: 'unused' as const,
    }));
    const deliveries = await sink.deliverBatch?.(batch, { signal: AbortSignal.timeout(500) });
    expect(new Set(deliveries?.map(({ status }) => status))).toEqual(new Set(['pending']));
    expect(deliveries?.[0]?.reason).toContain('did not take everything in time');
  });

  it('is pending and was not stored when nobody listens', async () => {
    const receiver = await startSyslogReceiver();
    await receiver.close();
    const delivery = await delivered({ port: receiver.port }, { patience: 200 });
    expect(delivery).toMatchObject({ status: 'pending', reason: expect.stringContaining('ECONNREFUSED') });
    expect(delivery.states).toEqual(['unused']);
  });

  it('connects to nobody when there is no time left', async () => {
    const receiver = await newReceiver();
    const sink = await newSink({ port: receiver.port });
    expect(await sink.deliver(entryOf(1), firstTry({ signal: AbortSignal.abort() }))).toMatchObject({
      status: 'pending',
      reason: 'there was no time left.',
    });
    expect(receiver.connections()).toBe(0);
  });

  it('sends nothing when the certificate is not trusted', async () => {
    const receiver = await newReceiver({ identity: await testIdentity('127.0.0.1') });
    const delivery = await delivered({ port: receiver.port });
    expect(delivery).toMatchObject({ status: 'failed', reason: expect.stringContaining('is not trusted') });
    expect(delivery.states).toEqual(['unused']);
    expect(receiver.messages).toEqual([]);
  });

  it('trusts the surroundings’ authorities when its configuration names none', async () => {
    const receiver = await newReceiver();
    const { ca } = await testTls();
    expect(await delivered({ port: receiver.port, ca: undefined }, { changes: { ca: [ca] } })).toMatchObject({
      status: 'delivered',
    });
    expect(await delivered({ port: receiver.port, ca: undefined })).toMatchObject({ status: 'failed' });
  });

  it('sends nothing when the certificate is for another name', async () => {
    const other = await testIdentity('logs.example.org');
    const receiver = await newReceiver({ identity: other });
    const delivery = await delivered({ port: receiver.port, ca: other.cert });
    expect(delivery).toMatchObject({
      status: 'failed',
      reason: expect.stringContaining('ERR_TLS_CERT_ALTNAME_INVALID'),
    });
  });

  it('gives up when what listens there speaks no TLS', async () => {
    const { serve } = await import('../support/local-server.ts');
    const server = await serve({ handle: () => ({ status: 204 }) });
    const delivery = await delivered({ port: Number(new URL(server.url).port) }, { patience: 2_000 });
    await server.close();
    expect(delivery).toMatchObject({ status: 'failed', reason: expect.stringContaining('does not speak TLS') });
  });
});

describe('the syslog sink’s client certificate', () => {
  it('is shown when the receiver asks for one', async () => {
    const client = await testIdentity('doorlog');
    const receiver = await newReceiver({ clientCa: client.cert });
    const secrets = { syslogCertificate: client.cert, syslogKey: client.key };
    expect(await delivered({ port: receiver.port }, { changes: { secrets } })).toMatchObject({ status: 'delivered' });
    expect(receiver.messages).toHaveLength(1);
  });

  it('is named in the reason when the receiver wants one and there is none', async () => {
    const receiver = await newReceiver({ clientCa: (await testIdentity('doorlog')).cert });
    expect(await delivered({ port: receiver.port })).toMatchObject({
      status: 'failed',
      reason: expect.stringContaining('it may want a client certificate'),
    });
    expect(receiver.messages).toEqual([]);
  });

  it('is refused without its key’s text when it can’t be used', async () => {
    const [one, other] = await Promise.all([testIdentity('one'), testIdentity('other')]);
    const cases = [
      [{ syslogCertificate: one.cert }, 'one of them is missing'],
      [{ syslogKey: one.key }, 'one of them is missing'],
      [{ syslogCertificate: one.cert, syslogKey: other.key }, 'does not belong to'],
      [{ syslogCertificate: one.key, syslogKey: one.key }, 'is no certificate in PEM'],
      [{ syslogCertificate: one.cert, syslogKey: one.key.slice(0, 80) }, 'is no private key in PEM'],
      [{}, 'is to show a client certificate'],
    ] as const;
    for (const [secrets, complaint] of cases) {
      const said = await newSink({ 'client-certificate': true }, { secrets }).then(() => 'it was taken', String);
      expect(said).toContain(complaint);
      for (const { key } of [one, other]) expect(said).not.toContain(key.split('\n')[1]?.slice(0, 20));
    }
  });

  it('is needed only when the configuration says so', async () => {
    expect((await configured({})).needs).toEqual([]);
    expect((await configured({ 'client-certificate': true })).needs).toEqual(['syslogCertificate', 'syslogKey']);
  });
});

describe('the syslog sink’s configuration', () => {
  it.each([
    [{ host: 'https://logs.example.org' }, 'sinks[0].host must be a name or an IP address alone'],
    [{ host: 'logs.example.org:6514' }, 'the port has its own key'],
    [{ port: 0 }, 'must be a whole number from 1 to 65535'],
    [{ facility: 'kern' }, 'must be one of user, daemon'],
    [{ 'max-bytes': 1_000 }, 'must be a whole number from 2048'],
    [{ ca: 'none' }, 'must hold certificates in PEM'],
  ])('is refused with the mend when it is %j', async (config, complaint) => {
    await expect(configured(config)).rejects.toThrow(complaint);
  });

  it.each(['logs.example.org', '10.0.0.7', '::1', 'fe80::1'])('is taken when the host is %s', async (host) => {
    expect((await configured({ host })).name).toBe('syslog');
  });
});

describe('the examination of a syslog receiver', () => {
  async function examined(config: object, changes: Partial<SinkSurroundings> = {}) {
    const found = await (await configured(config)).examine(sinkSurroundings(changes), AbortSignal.timeout(1_000));
    return Object.fromEntries((found ?? []).map((each) => [each.check, each]));
  }

  it('stores nothing and says what can’t be seen when all is well', async () => {
    const receiver = await newReceiver();
    expect(await examined({ port: receiver.port, 'enterprise-id': 5 })).toMatchObject({
      connection: { result: 'fine', says: expect.stringContaining('TLSv1.3') },
      certificate: { result: 'warning' },
      'message size': { result: 'fine' },
      storage: { result: 'unknown' },
    });
    expect(receiver.messages).toEqual([]);
  });

  it('says what is wrong when a client certificate is wanted, or messages may be cut', async () => {
    const client = await testIdentity('doorlog');
    const receiver = await newReceiver({ clientCa: client.cert });
    expect(await examined({ port: receiver.port, 'max-bytes': 64_000 })).toMatchObject({
      connection: { result: 'failed' },
      'message size': { result: 'warning' },
      'enterprise number': { result: 'fine', says: expect.stringContaining('32473') },
    });
    const secrets = { syslogCertificate: client.cert, syslogKey: client.key };
    expect(await examined({ port: receiver.port }, { secrets })).toMatchObject({
      connection: { result: 'fine' },
      'client certificate': { result: 'fine' },
    });
    expect(await examined({ 'client-certificate': true })).toMatchObject({
      'client certificate': { result: 'failed' },
    });
  });

  it('says that it is no receiver of syslog when it speaks', async () => {
    const receiver = await newReceiver({ faults: [{ kind: 'talking' }] });
    expect(await examined({ port: receiver.port })).toMatchObject({
      connection: { result: 'failed', says: expect.stringContaining('no receiver of syslog') },
    });
  });

  it('says that deliveries would stay pending when the receiver does not end connections', async () => {
    const receiver = await newReceiver({ faults: [{ kind: 'deaf' }] });
    expect(await examined({ port: receiver.port })).toMatchObject({
      connection: { result: 'failed', mend: expect.stringContaining('stay pending') },
    });
  });
});
