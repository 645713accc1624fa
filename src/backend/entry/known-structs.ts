// What is worth knowing of structs that the kernel passes: by struct the paths to members, and what a field of each is
// called behind the name of the parameter. What a kernel does not have is left out of the entry.

export interface KnownMember {
  readonly path: string;
  readonly name: string;
  readonly doc: string;
}

const device = 'As the kernel numbers devices: major << 20 | minor.';
const ofName = (path: string): KnownMember => member(path, 'Name');
const ofInode = (path: string): readonly KnownMember[] => [
  member(`${path}i_ino`, 'Inode'), member(`${path}i_sb->s_dev`, 'Device', device), member(`${path}i_mode`, 'Mode', 'S_IFREG | 0644 ...'),
];

export const knownStructs: ReadonlyMap<string, readonly KnownMember[]> = new Map([
  ['file', [...ofInode('f_inode->'), member('f_flags', 'Flags', 'O_RDONLY, O_CREAT ...')]],
  ['inode', ofInode('')],
  ['dentry', [...ofInode('d_inode->'), ofName('d_name.name')]],
  ['path', [...ofInode('dentry->d_inode->'), ofName('dentry->d_name.name')]],
  ['filename', [ofName('name')]],
  ['linux_binprm', [member('filename', 'FileName'), ...ofInode('file->f_inode->')]],
  ['super_block', [member('s_dev', 'Device', device)]],
  ['vm_area_struct', [member('vm_start', 'Start'), member('vm_end', 'End', 'Behind the last byte.'), member('vm_flags', 'Flags')]],
  ['cred', [
    member('uid.val', 'UserId'), member('gid.val', 'GroupId'),
    member('euid.val', 'EffectiveUserId'), member('egid.val', 'EffectiveGroupId'),
  ]],
  ['socket', ofSock('sk->')],
  ['sock', ofSock('')],
  ['sk_buff', [member('len', 'Length', 'Bytes.'), member('protocol', 'Protocol', 'ETH_P_IP ... in the order of the network.')]],
  ['net_device', [ofName('name'), member('ifindex', 'Index')]],
  ['request', [member('__sector', 'Sector', 'Of 512 bytes each.'), member('__data_len', 'Length', 'Bytes.'), member('cmd_flags', 'Flags')]],
  ['bio', [
    member('bi_iter.bi_sector', 'Sector', 'Of 512 bytes each.'), member('bi_iter.bi_size', 'Length', 'Bytes.'), member('bi_opf', 'Flags'),
  ]],
  ['gendisk', [member('disk_name', 'Name'), member('major', 'Major'), member('first_minor', 'FirstMinor')]],
  ['module', [ofName('name')]],
  ['cgroup', [member('kn->id', 'Id', 'As CgroupId numbers them.')]],
]);

function ofSock(path: string): readonly KnownMember[] {
  return [
    member(`${path}__sk_common.skc_family`, 'Family', 'AF_INET ...'),
    member(`${path}sk_protocol`, 'Protocol', 'IPPROTO_TCP ...'),
    member(`${path}__sk_common.skc_num`, 'Port', 'The local one.'),
    member(`${path}__sk_common.skc_dport`, 'PeerPort', 'In the order of the network.'),
  ];
}

function member(path: string, name: string, doc = ''): KnownMember {
  return { path, name, doc };
}
