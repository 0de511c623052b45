//! Class templates, and alias and variable templates and concepts, which are named as they are.

use cppbind_abi::spelling::{self, normalize};

use super::context::Lowering;
use super::{docs, names, skips};
use crate::clang::{Cursor, CursorKind};
use crate::ir::{ClassTemplate, ClassTemplateId, Instantiation, RecordId, TemplateKind, TypeId};
use crate::selection::ItemKind;

/// A template's name and its arguments.
type Specialisation = (String, Vec<String>);

impl<'tu> Lowering<'tu> {
    /// A template of a namespace of a selected file.
    pub(super) fn selected_template(&mut self, cursor: Cursor<'tu>, kind: TemplateKind) {
        if super::enums::is_member(cursor) {
            return;
        }
        let scope = self.scope_of(cursor);
        let qualified = self.qualify(scope, &cursor.spelling());
        let item = if kind == TemplateKind::Variable { ItemKind::Variable } else { ItemKind::Type };
        if self.wants(item, &qualified, cursor) {
            let id = self.class_template(cursor, kind);
            self.ir[id].selected = true;
        }
    }

    /// A member template of a bound class.
    pub(super) fn member_template(&mut self, cursor: Cursor<'tu>, kind: TemplateKind) {
        let id = self.class_template(cursor, kind);
        self.ir[id].selected = true;
    }

    fn class_template(&mut self, cursor: Cursor<'tu>, kind: TemplateKind) -> ClassTemplateId {
        let key = cursor.canonical();
        if let Some(&id) = self.templates.get(&key) {
            return id;
        }
        let cursor = cursor.definition().unwrap_or(cursor);
        let scope = self.scope_of(cursor);
        let name = cursor.spelling();
        let qualified = names::normal(&self.qualify(scope, &name));
        // libclang has no name for variable templates, nor for what they are specialised for, which comes later.
        if kind == TemplateKind::Variable
            && let Some(known) = self.ir.class_templates.iter().position(|known| known.qualified == qualified)
        {
            return ClassTemplateId(known as u32);
        }
        let parameters = parameters(cursor);
        let id = ClassTemplateId(self.ir.class_templates.len() as u32);
        self.templates.insert(key, id);
        self.ir.class_templates.push(ClassTemplate {
            kind,
            name,
            qualified,
            scope,
            selected: false,
            parameters,
            instantiations: Vec::new(),
            doc: docs::plain(&cursor.raw_comment()),
            location: self.location(cursor),
        });
        id
    }

    /// Template and arguments of a specialisation, default arguments left out, and the types among these.
    ///
    /// clang prints explicit specialisations as the header has them, `X<Other>` for `ns::X<ns::Other>`. So the
    /// types and the enumerators among the arguments are spelled here, and clang tells how many there are, and the other values.
    pub(super) fn template_of(&mut self, cursor: Cursor<'tu>) -> Option<(Specialisation, Vec<TypeId>)> {
        if !cursor.has_template_arguments() {
            return None;
        }
        let primary = primary(cursor)?;
        let ty = cursor.ty()?.canonical();
        let printed = normalize(&ty.spelling());
        let printed = spelling::split_template(&printed).map_or("", |(_, arguments)| arguments);
        let types = ty.template_arguments();
        let (mut arguments, mut argument_types) = (Vec::new(), Vec::new());
        for (index, printed) in spelling::split_arguments(printed).into_iter().enumerate() {
            arguments.push(match types.get(index) {
                Some(Some(argument)) => {
                    let argument = self.at_distance(None, |lowering| lowering.ty(argument.canonical()));
                    argument_types.push(argument);
                    self.normal_spelling(argument)
                }
                _ => self.enumerator(primary, index, printed).unwrap_or_else(|| names::normal(printed)),
            });
        }
        let scope = self.scope_of(primary);
        Some(((names::normal(&self.qualify(scope, &primary.spelling())), arguments), argument_types))
    }

    /// The qualified name of an argument that clang prints as an enumerator; nothing for other values.
    fn enumerator(&mut self, template: Cursor<'tu>, index: usize, printed: &str) -> Option<String> {
        let is_parameter = |kind| {
            matches!(
                kind,
                CursorKind::TemplateTypeParameter
                    | CursorKind::TemplateValueParameter
                    | CursorKind::TemplateTemplateParameter
            )
        };
        let parameters = template.children().into_iter().filter(|child| is_parameter(child.kind()));
        let parameter = parameters.skip(index).find(|_| true)?;
        let enumeration = parameter.ty()?.canonical().declaration()?;
        let last = printed.rsplit("::").next()?;
        let is_name = last.starts_with(|first: char| first.is_alphabetic() || first == '_')
            && last.chars().all(|character| character.is_alphanumeric() || character == '_');
        if enumeration.kind() != CursorKind::Enum || !is_name {
            return None;
        }
        let scope = self.scope_of(enumeration);
        let name = match enumeration.is_scoped_enum() {
            true => names::join(&enumeration.spelling(), last),
            false => last.to_owned(),
        };
        Some(names::normal(&self.qualify(scope, &name)))
    }

    /// Lists a bound specialisation with its template.
    pub(super) fn add_instantiation(&mut self, record: RecordId) {
        let Some((_, arguments)) = self.ir[record].specialisation_of.clone() else { return };
        let Some(primary) = primary(self.record_cursors[record.0 as usize]) else { return };
        let template = self.class_template(primary, TemplateKind::Class);
        let instantiations = &mut self.ir[template].instantiations;
        if instantiations.iter().all(|known| known.record != record) {
            instantiations.push(Instantiation { arguments, record });
        }
    }
}

/// The class template that a specialisation belongs to.
fn primary(cursor: Cursor<'_>) -> Option<Cursor<'_>> {
    let template = cursor.template()?;
    match template.kind() {
        CursorKind::PartialSpecialization => template.template(),
        _ => Some(template),
    }
}

/// `typename T, int N = 3`.
fn parameters(cursor: Cursor<'_>) -> String {
    let text = skips::one_line(&cursor.pretty());
    let Some(list) =
        text.strip_prefix("template").map(str::trim_start).and_then(|rest| rest.strip_prefix('<'))
    else {
        return String::new();
    };
    let mut depth = 1;
    for (position, character) in list.char_indices() {
        match character {
            '<' | '(' => depth += 1,
            '>' | ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return list[..position].to_owned();
        }
    }
    String::new()
}
