//! placeholder
use crate::{error::Result, options::Environment, reporter::Reporter};
/// x
pub fn doctor(_e: &Environment, _r: &mut dyn Reporter) -> Result<bool> {
    Ok(true)
}
