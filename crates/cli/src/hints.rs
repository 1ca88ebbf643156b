//! What a user of the command line may do about what an output says, in the words of its options.

use gouji_core::card::Need;
use gouji_render::output::Hint;

/// Said after what is lacking or left out.
pub(crate) fn hint(hint: Hint) -> Option<String> {
    Some(match hint {
        Hint::Give(Need::LastYear) => "（用 --previous 指定文件或文件夹）".to_owned(),
        Hint::Give(Need::Children) => "（用 --children 指定文件夹）".to_owned(),
        Hint::Give(Need::Peers) => "（用 --peers 指定文件夹）".to_owned(),
        Hint::Give(Need::Published | Need::Unknown) => return None,
        Hint::All => "；全部结果请用 --format json".to_owned(),
        Hint::From(severity) => format!("，用 --severity {} 查看", severity.key()),
        Hint::Waived => "，用 --show-waived 查看".to_owned(),
    })
}
