import { BlockList, isIP } from 'node:net';

/**
 * Networks of IPv4 that are nobody's in the public internet (IANA's special-purpose registry): loopback, private, link-local
 * with the metadata services of clouds, shared by carriers, reserved, multicast.
 */
const refusedNetworks = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
];

/** Of IPv6 only global unicast addresses are anybody's … */
const globalUnicast = '2000::/3';

/** … and of those not the ones that stand for an address of IPv4 (6to4, Teredo) or for nothing (protocols, documentation). */
const refusedGlobal = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

/** INTERLEAVE_OUTGOING_ALLOW: addresses, networks (CIDR) and names of hosts that may be called although they are not public. */
export class OutgoingAddresses {
  private readonly refused = blockList(refusedNetworks);
  private readonly public6 = blockList([globalUnicast]);
  private readonly refused6 = blockList(refusedGlobal);
  private readonly allowed: BlockList;
  private readonly allowedHosts: ReadonlySet<string>;

  /** Each in the form that src/config has found it to have. */
  constructor(allow: readonly string[]) {
    const networks = allow.filter((entry) => isIP(entry.split('/')[0] ?? '') !== 0);
    this.allowed = blockList(networks);
    this.allowedHosts = new Set(allow.filter((entry) => !networks.includes(entry)));
  }

  /** Whether the configuration names it: then it may be called without encryption, too. */
  isTrusted(host: string, address: string): boolean {
    return this.allowedHosts.has(host.toLowerCase()) || has(this.allowed, plain(address));
  }

  /** Whether `host`, found at `address` (of IPv4 or IPv6, without brackets), may be called. */
  isAllowed(host: string, address: string): boolean {
    if (this.isTrusted(host, address)) return true;
    const known = plain(address);
    switch (isIP(known)) {
      case 4:
        return !has(this.refused, known);
      case 6:
        return has(this.public6, known) && !has(this.refused6, known);
      default:
        return false;
    }
  }
}

/** An address of IPv4 written as one of IPv6 (::ffff:127.0.0.1) reaches the same host. The zone of an address (%eth0) is left out. */
function plain(address: string): string {
  const bare = address.replace(/%.*$/, '');
  if (isIP(bare) !== 6) return bare;
  // The one spelling that every address has in a URL.
  const spelt = new URL(`http://[${bare}]/`).hostname.slice(1, -1);
  const [, high, low] = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(spelt) ?? [];
  if (high === undefined || low === undefined) return spelt;
  return [high, low]
    .map((half) => Number.parseInt(half, 16))
    .flatMap((half) => [half >> 8, half & 0xff])
    .join('.');
}

function has(list: BlockList, address: string): boolean {
  const version = isIP(address);
  return version !== 0 && list.check(address, version === 4 ? 'ipv4' : 'ipv6');
}

function blockList(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', prefix] = network.split('/');
    const family = isIP(address) === 4 ? 'ipv4' : 'ipv6';
    list.addSubnet(address, prefix === undefined ? (family === 'ipv4' ? 32 : 128) : Number(prefix), family);
  }
  return list;
}
