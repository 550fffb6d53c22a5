import { describe, expect, it } from 'vitest';
import { OutgoingAddresses } from './outgoing-addresses.js';

describe('outgoing addresses', () => {
  const addresses = new OutgoingAddresses([]);

  it.each([
    ['this machine', '127.0.0.1'],
    ['this machine, by another of its addresses', '127.255.255.254'],
    ['no address', '0.0.0.0'],
    ['a private network', '10.1.2.3'],
    ['a private network', '172.16.0.1'],
    ['the last of a private network', '172.31.255.255'],
    ['a private network', '192.168.1.1'],
    ['link-local', '169.254.0.1'],
    ['the metadata service of clouds', '169.254.169.254'],
    ['shared by carriers', '100.64.0.1'],
    ['protocol assignments', '192.0.0.8'],
    ['documentation', '192.0.2.1'],
    ['6to4 relays', '192.88.99.1'],
    ['benchmarks, and our own stand-in internet', '198.18.0.1'],
    ['documentation', '203.0.113.9'],
    ['multicast', '224.0.0.1'],
    ['reserved', '240.0.0.1'],
    ['broadcast', '255.255.255.255'],
    ['this machine, IPv6', '::1'],
    ['no address, IPv6', '::'],
    ['IPv4 in IPv6, this machine', '::ffff:127.0.0.1'],
    ['the same in hexadecimal digits', '::ffff:7f00:1'],
    ['the same written out', '0:0:0:0:0:ffff:7f00:0001'],
    ['IPv4 in IPv6, metadata', '::ffff:169.254.169.254'],
    ['IPv4-compatible', '::127.0.0.1'],
    ['NAT64 to a private network', '64:ff9b::10.0.0.1'],
    ['NAT64 of one’s own', '64:ff9b:1::1'],
    ['6to4 of a private network', '2002:a00:1::1'],
    ['Teredo', '2001:0:53aa:64c:0:0:f5ff:fffe'],
    ['link-local, IPv6', 'fe80::1'],
    ['link-local with its zone', 'fe80::1%eth0'],
    ['unique local', 'fd00::1'],
    ['metadata, IPv6', 'fd00:ec2::254'],
    ['site-local', 'fec0::1'],
    ['documentation, IPv6', '2001:db8::1'],
    ['discard', '100::1'],
    ['multicast, IPv6', 'ff02::1'],
    ['no address at all', 'localhost'],
    ['nothing', ''],
  ])('refuse %s: %s', (_what, address) => {
    expect(addresses.isAllowed('example.org', address)).toBe(false);
  });

  it.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '192.0.43.8', '2606:4700::1111', '::ffff:8.8.8.8'])(
    'allow %s, which is public',
    (address) => {
      expect(addresses.isAllowed('example.org', address)).toBe(true);
      expect(addresses.isTrusted('example.org', address)).toBe(false);
    },
  );

  it.each([
    ['an address', ['127.0.0.1'], '127.0.0.1', true],
    ['the same in IPv6', ['127.0.0.1'], '::ffff:127.0.0.1', true],
    ['a network', ['10.1.0.0/16'], '10.1.255.1', true],
    ['beside a network', ['10.1.0.0/16'], '10.2.0.1', false],
    ['a network of IPv6', ['fd00::/8'], 'fd12::1', true],
    ['a host', ['moodle.internal'], '10.9.9.9', true],
    ['a host in capitals', ['moodle.internal'], '10.9.9.9', true],
    ['a part of a host', ['internal'], '10.9.9.9', false],
  ])('trust what the configuration names: %s', (_what, allow, address, isTrusted) => {
    const named = new OutgoingAddresses(allow);
    expect(named.isAllowed('Moodle.internal', address)).toBe(isTrusted);
    expect(named.isTrusted('Moodle.internal', address)).toBe(isTrusted);
  });
});
