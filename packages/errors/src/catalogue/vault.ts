import type { Entry } from '../entry.ts';

/** SH-V: the key ring of the server is not as it must be, or a sealed value does not open. */
export const vaultErrors = {
  'SH-V001': {
    exit: 1,
    zh: '找不到密钥环文件 {path}',
    en: 'The key ring {path} does not exist',
    fix_zh: '从单独保存的密钥备份放回 {path}；只有全新安装才可新建，新的密钥打不开已有的数据',
    fix_en:
      'Put back {path} from where the keys are kept; make a new one for a new installation only, as it opens no data there is',
  },
  'SH-V002': {
    exit: 1,
    zh: '密钥环文件 {path} 已损坏，或不是密钥环',
    en: 'The key ring {path} is damaged, or is no key ring',
    fix_zh: '从单独保存的密钥备份恢复 {path}；不要手工修改它',
    fix_en: 'Restore {path} from where the keys are kept; never edit it by hand',
  },
  'SH-V003': {
    exit: 1,
    zh: '密钥环文件 {path} 的权限是 {mode}，其他用户也能读写',
    en: 'The key ring {path} is open to other users (mode {mode})',
    fix_zh: '运行 chmod 600 {path}，并查明谁读过它',
    fix_en: 'Run chmod 600 {path}, and find out who may have read it',
  },
  'SH-V004': {
    exit: 1,
    zh: '密钥环文件 {path} 由更新的版本写成（格式 {version}）',
    en: 'The key ring {path} was written by a newer Shouhu (format {version})',
    fix_zh: '升级 shouhu',
    fix_en: 'Upgrade shouhu',
  },
  'SH-V005': {
    exit: 1,
    zh: '密钥环文件 {path} 不能放在数据文件夹里',
    en: 'The key ring {path} must not lie within the data folder',
    fix_zh: '把它放到数据文件夹之外，备份时也分开保存',
    fix_en: 'Keep it outside the data folder, and apart from the backups',
  },
  'SH-V006': {
    exit: 1,
    zh: '密钥环文件 {path} 已经存在，不会覆盖',
    en: 'The key ring {path} exists already and is not overwritten',
    fix_zh: '使用现有的密钥环；全新安装请换一个路径',
    fix_en: 'Use the one there is; give a new installation another path',
  },
  'SH-V007': {
    exit: 1,
    zh: '密钥环正在被修改，或上次修改中途断了：{draft} 还在',
    en: 'The key ring is being changed, or a change was cut off: {draft} is there',
    fix_zh: '稍候再试；确认没有其他修改在进行后，删除 {draft}',
    fix_en: 'Try again in a moment; when nothing else is changing it, delete {draft}',
  },
  'SH-V008': {
    exit: 1,
    zh: '加密值打不开（行 {row}）：被改动过、从别处移来，或密钥环不对',
    en: 'The sealed value of row {row} does not open: altered, moved here from elsewhere, or the key ring is another one',
    fix_zh: '核对密钥环的指纹；指纹相符就是数据被改动，请保留现场，再从备份恢复这一行',
    fix_en:
      'Check the fingerprint of the key ring; if it is right the data were altered: keep the evidence, then restore the row',
  },
  'SH-V009': {
    exit: 1,
    zh: '加密值（行 {row}）用的是第 {version} 版密钥，密钥环里没有',
    en: 'The sealed value of row {row} needs key version {version}, which the key ring lacks',
    fix_zh: '轮换密钥后请重新启动；如果密钥环是从旧备份恢复的，请换成最新的一份',
    fix_en:
      'Restart after a rotation of keys; if the key ring came from an old backup, put the newest one in its place',
  },
  'SH-V010': {
    exit: 1,
    zh: '密钥环文件 {path} 不是这些数据的密钥环',
    en: 'The key ring {path} is not the one of these data',
    fix_zh: '换成与数据一起使用的密钥环（轮换过密钥时要最新的一份）；没有它，加密的内容打不开',
    fix_en: 'Put the key ring of these data in its place, the newest after a rotation; without it nothing sealed opens',
  },
} as const satisfies Record<string, Entry>;
