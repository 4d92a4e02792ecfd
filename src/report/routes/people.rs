//! Whom the numbers of tables of routes are of.

use super::Document;
use crate::model::place::PlaceId;
use crate::model::respondent::RespondentId;
use crate::model::route::StopKind;
use crate::report::behind::{Behind, Leads};

impl Document<'_> {
    /// Those of whom something holds.
    pub(super) fn who(&self, is: &dyn Fn(RespondentId) -> bool) -> Vec<RespondentId> {
        let people = self.ways.people.iter().copied();
        people.filter(|id| is(*id)).collect()
    }

    pub(super) fn passes(&self, id: RespondentId, place: Option<PlaceId>) -> bool {
        let mut stops = self.ways.stops(id).iter();
        stops.any(|it| it.kind == StopKind::Transit && Some(it.place) == place)
    }

    pub(super) fn names<'w>(&self, who: impl IntoIterator<Item = &'w RespondentId>) -> Vec<String> {
        let known = who.into_iter();
        let known = known.filter_map(|id| self.ways.study.respondents.get(id));
        known.map(|it| it.name.clone()).collect()
    }

    /// What the numbers of a row stand for: its people, group by group. What is `shut` leads nowhere.
    pub(super) fn behind(
        &self,
        row: usize,
        width: usize,
        who: &[RespondentId],
        shut: &[bool],
    ) -> Vec<Behind> {
        // All together, then the groups that have a column.
        let has_route = |group: &usize| {
            let mut people = self.ways.people.iter();
            people.any(|id| self.groups.of(Some(*id)) == Some(*group))
        };
        let groups = (0..self.groups.names.len()).filter(has_route).map(Some);
        let columns = std::iter::once(None).chain(groups).zip(shut).enumerate();
        let lead = |(at, (group, shut)): (usize, (Option<usize>, &bool))| {
            let here = who
                .iter()
                .filter(|id| group.is_none() || self.groups.of(Some(**id)) == group);
            let leads = Leads::people(&self.names(here)).filter(|_| !shut)?;
            Some(leads.from(row, width + 2 * at))
        };
        columns.filter_map(lead).collect()
    }
}
